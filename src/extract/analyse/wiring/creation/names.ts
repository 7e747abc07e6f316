export const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
