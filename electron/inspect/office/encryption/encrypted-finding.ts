import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';

/** What nobody here can read is held. */
export function encryptedFinding(place: Place): Finding {
  return place.found('file.encrypted', 'hold');
}

/** Office opens it without asking, scanners that do not try the password see nothing: a disguise more often than a habit. */
export function defaultPasswordFinding(place: Place): Finding {
  return place.found('document.default-password', 'warn');
}
