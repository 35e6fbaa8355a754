import { xml } from '@xmpp/client';
import { Element } from '@xmpp/xml';

/** Builds a stanza: `xml('message', { to }, xml('body', {}, text))`. Text and attributes are escaped when it is written. */
export { Element, xml };
