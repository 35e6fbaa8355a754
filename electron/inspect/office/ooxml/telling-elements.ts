/**
 * Whether anything is to be looked for in an XML part: elements that do something (`XmlFeatures`), or a document type, which may declare
 * entities. The others are not parsed: most of a document is text and drawings.
 */
export function isTelling(text: string): boolean {
  if (telling.test(text)) return true;
  if (!common.test(text)) return false;
  return tellingBy.some(([element, value]) => element.test(text) && (value.test(text) || written.test(text)));
}

const telling = elements(
  [
    ...['a', 'ocx', 'oleobject', 'ddelink', 'dde-source', 'dde-connection-decl', 'macrosheet', 'definedname'],
    ...['instr', 'instrtext', 'delinstrtext', 'fldsimple', 'attachedtemplate', 'bindata', 'binarydata'],
    ...['customui', 'event-listener', 'encryption-data'],
  ],
  // Every theme has a colour of this name.
  ['<(?:[^\\s<>/:]*:)?hlink\\s', '<!doctype', '<!entity'],
);

/** What stands in almost every document, and does something with one of these values alone. */
const tellingBy: readonly (readonly [element: RegExp, value: RegExp])[] = [
  [elements(['relationship']), /external/i],
  [elements(['f', 'cell']), /\||hyperlink|webservice|import|image/i],
  [elements(['hlinkclick', 'hlinkhover']), /ppaction:/i],
];

const common = elements(['relationship', 'f', 'cell', 'hlinkclick', 'hlinkhover']);

/** Letters that are written by their number, and what may stand in the middle of a word: CDATA, comments and processing instructions. */
const written = /&#|<!|.<\?/s;

/** With any prefix, in any case. */
function elements(names: readonly string[], others: readonly string[] = []): RegExp {
  const named = `<(?:[^\\s<>/:]*:)?(?:${names.join('|')})(?![^\\s/>])`;
  return new RegExp([named, ...others].join('|'), 'i');
}
