import { DomainError } from '@shop/platform/errors';

/** Somebody registered with this address before. */
export class EmailTaken extends DomainError {
  readonly status = 409;

  constructor() {
    super('There is already an account with this e-mail address.');
  }
}

/** Unknown address or wrong password: which of the two is never told. */
export class InvalidCredentials extends DomainError {
  readonly status = 401;

  constructor() {
    super('The e-mail address or the password is not right.');
  }
}

/** The bearer token is not ours, was changed, or has expired. */
export class InvalidToken extends DomainError {
  readonly status = 401;

  constructor() {
    super('The token is not valid, or no longer.');
  }
}

export class UserNotFound extends DomainError {
  readonly status = 404;
  readonly userId: string;

  constructor(userId: string) {
    super(`There is no user ${userId}.`);
    this.userId = userId;
  }
}
