// One XML file: Flat OPC, and the XML of Word and Excel 2003.

import { bufferOf } from '../bytes.ts';
import { Place } from '../document-place.ts';
import type { Inspector } from '../inspector.ts';
import { Unreadable } from '../unreadable.ts';
import { inspectXml } from './ooxml/xml-features.ts';
import { xmlText } from './ooxml/xml-text.ts';

export const officeXml: Inspector = {
  name: 'office-xml',
  takes: ['office-xml'],
  inspect: (bytes, context) => {
    const text = xmlText(bufferOf(bytes));
    if (text === null) throw new Unreadable('XML');
    return inspectXml(text, new Place(context));
  },
};
