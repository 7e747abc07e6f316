import { DomainError } from '@press/platform/errors';

export class ShippingEntryNotFound extends DomainError {
  readonly status = 404;
  readonly id: string;

  constructor(id: string) {
    super(`There is no entry ${id}.`);
    this.id = id;
  }
}
