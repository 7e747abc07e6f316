/** Bundles what runs inside the report into `report.js` and `report.css` below `folder`. Default: assets/. */
export function buildPage(folder?: string): Promise<void>;
