/**
 * What the page may do, sent with every response of app:// (checklist item 7). Nothing is allowed that the interface does
 * not use: no connection, no frame, no worker, no font, no data: URL, no evaluated text, no markup from strings.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // A name looked up ahead of time leaves the computer although no policy of the page ever allowed a connection.
  'X-DNS-Prefetch-Control': 'off',
};
