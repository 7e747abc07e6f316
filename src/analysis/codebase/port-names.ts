/** Names that are made from the name of a port. */

/** `PaymentsService` of `paymentsService`, `payments-service` and `payments.service`. */
export const titleOf = (name: string): string =>
  name
    .split(/[^A-Za-z0-9$]+/)
    .filter(Boolean)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

/** `payments-service` of `PaymentsService`, `user-repo` of `IUserRepo`. */
export const slugOf = (name: string): string =>
  titleOf(name)
    .replace(/^I(?=[A-Z][a-z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/\$/g, '')
    .toLowerCase();
