/** The one scheme anything is ever loaded from. */
export const appScheme = 'app';

/** As Chromium serialises it: scheme and host, no slash. */
export const pageOrigin = 'app://gatehouse';
export const pageFile = 'index.html';
export const pageUrl = `${pageOrigin}/${pageFile}`;

/** The link confirmation has an origin of its own, so script in the page cannot reach into it. */
export const confirmOrigin = 'app://confirm';
export const confirmUrl = `${confirmOrigin}/confirm/index.html`;

/** A file is shown under an origin of its own, in a session that knows no other page. */
export const previewOrigin = 'app://preview';
export const previewUrl = `${previewOrigin}/preview/index.html`;
