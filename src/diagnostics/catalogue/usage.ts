/** Findings of this area; see CONTRIBUTING.md for how to add one. */
export const usageCatalogue = {};
