/** The names that libraries give to tables for which code names none. */

export const snakeCase = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();

/** The plural of an English noun as Sequelize and Mongoose make it, irregular ones aside. */
export const pluralOf = (name: string): string =>
  /(?:s|x|z|ch|sh)$/i.test(name)
    ? `${name}es`
    : /[^aeiou]y$/i.test(name)
      ? name.replace(/y$/i, 'ies')
      : `${name}s`;
