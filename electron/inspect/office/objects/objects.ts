import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import { inflate } from '../../inflate.ts';
import type { Finding } from '../../inspector.ts';
import type { CompoundFile } from '../compound/compound-file.ts';
import { fileMonikersIn, urlMonikersIn } from '../monikers.ts';
import { inspectTarget, reach } from '../targets.ts';
import { classRisk } from './class-risk.ts';
import { overflowsEquationEditor } from './equation.ts';
import { packagedFile } from './package-object.ts';

/** Embedded and linked objects, and controls: what their storages are, and the files they hold. */
export function inspectObjects(file: CompoundFile, place: Place): Finding[] {
  const classes = [{ path: '', classId: file.rootClass }, ...file.storages];
  return [
    ...classes.flatMap(({ path, classId }) => inspectClass(classId, path === '' ? place : place.at(path))),
    ...file.streams.flatMap(({ path }) => inspectStream(file, path, place)),
  ];
}

export function inspectClass(classId: string, place: Place): Finding[] {
  const risk = classRisk(classId);
  return risk === null ? [] : [place.found(risk.code, risk.level, { class: risk.name })];
}

/** Names of streams: MS-OLEDS section 2.3, the packager, and the equation editor. */
function inspectStream(file: CompoundFile, path: string, place: Place): Finding[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const content = () => file.read(path) ?? Buffer.alloc(0);
  const here = place.at(path);
  switch (name.toLowerCase()) {
    case 'ole10native':
      return inspectNative(content().subarray(4), here);
    case 'package':
      return place.nested(content(), path);
    case 'ole':
      return inspectLink(content(), here);
    case 'equation native':
      return inspectEquation(content(), here);
    case 'ocxname':
      return [here.found('document.activex', 'warn', { class: wideText(content()) })];
    default:
      return /^_\d{1,12}$/.test(name) ? inspectCompressed(content(), here) : [];
  }
}

/** The objects of a document of one XML file: the size, then the compressed storage. */
function inspectCompressed(content: Buffer, place: Place): Finding[] {
  if (content.length < 6 || content[4] !== 0x78) return [];
  return place.nested(inflate(content.subarray(4), 'zlib', place.context.budget), 'content');
}

/** What the packager, or a program of old, stored. */
export function inspectNative(native: Buffer, place: Place): Finding[] {
  const file = packagedFile(native);
  if (file === null) return native.length === 0 ? [] : place.nested(native, 'content');
  return [
    place.found('document.embedded-file', 'notice', { name: file.name }),
    ...place.nested(file.bytes, file.name),
  ];
}

function inspectLink(content: Buffer, place: Place): Finding[] {
  const remote = [...urlMonikersIn(content), ...fileMonikersIn(content)].filter(
    (target) => reach(target) !== 'local',
  );
  return remote.flatMap((target) => inspectTarget('oleObject', target, place));
}

function inspectEquation(content: Buffer, place: Place): Finding[] {
  return overflowsEquationEditor(content) ? [place.found('document.equation-exploit', 'block')] : [];
}
