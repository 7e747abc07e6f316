/** This package's name; its scope is the project's name. */
const packageName = '@press/platform';

/** The project's name: database roles, log lines and the API page carry it. */
export const projectName = packageName.slice(1, packageName.indexOf('/'));
