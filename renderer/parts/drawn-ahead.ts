/** Whether this is drawn in main, for a page that is yet to come (renderer/first-picture). */
export const isDrawnAhead = typeof document === 'undefined';
