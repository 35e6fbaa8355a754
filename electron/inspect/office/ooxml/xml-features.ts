// What the XML parts of Office documents can do, whichever part it stands in: names and types of parts are the sender's to choose.
// Sources: ECMA-376 part 1 (fields 17.16, external links 18.14, controls), part 2 (relationships 9.3), MS-OFFMACRO2.

import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { isAutomaticName } from '../excel/automatic-name.ts';
import { ddeFinding, macroSheetFinding } from '../excel/excel-findings.ts';
import { dangerousCall, inspectFormula } from '../excel/formula-text.ts';
import { FieldReader, inspectInstruction } from '../fields.ts';
import { inspectPacked } from '../objects/active-mime.ts';
import { inspectNamedClass } from '../objects/class-name.ts';
import { inspectClass } from '../objects/objects.ts';
import { inspectTarget } from '../targets.ts';
import { isTelling } from './telling-elements.ts';
import { readXml, type XmlAttribute } from './xml-elements.ts';

export function inspectXml(text: string, place: Place): Finding[] {
  if (!isTelling(text)) return [];
  const features = new XmlFeatures(place);
  readXml(text, features, () => place.context.budget.checkTime());
  return features.finish();
}

class XmlFeatures {
  readonly #place: Place;
  readonly #findings: Finding[] = [];
  readonly #instructions = new Set<string>();
  readonly #fields = new FieldReader((instruction) => this.#instructions.add(instruction.trim()));
  /** The text that is being read, for elements whose text counts. */
  #text: string[] | null = null;
  #part = '';
  #isMacroSheet = false;
  /** The first function that starts or writes something, which only counts in a macro sheet. */
  #does: string | null = null;
  #definedName = '';

  constructor(place: Place) {
    this.#place = place;
  }

  open(name: string, attribute: XmlAttribute): void {
    switch (name) {
      case 'relationship':
        this.#add(relationship(attribute, this.#place));
        break;
      case 'part':
        this.#part = attribute('name') ?? '';
        break;
      case 'bindata':
      case 'binarydata':
        this.#part = attribute('name') ?? this.#part;
        this.#text = [];
        break;
      case 'attachedtemplate':
        this.#add(inspectTarget('attachedTemplate', attribute('val') ?? '', this.#place));
        break;
      case 'oleobject':
        this.#add(inspectNamedClass(attribute('progid') ?? '', this.#place));
        break;
      case 'hlink':
        this.#add(this.#place.link(attribute('dest') ?? ''));
        break;
      case 'cell':
        this.#add(inspectFormula(attribute('formula') ?? '', this.#place));
        break;
      case 'ddelink':
        this.#add([ddeFinding(this.#place, attribute('ddeservice') ?? '', attribute('ddetopic') ?? '')]);
        break;
      case 'dde-source':
      case 'dde-connection-decl':
        this.#add([
          ddeFinding(this.#place, attribute('dde-application') ?? '', attribute('dde-topic') ?? ''),
        ]);
        break;
      case 'fldchar':
        this.#fieldMark(attribute('fldchartype') ?? '');
        break;
      case 'fldsimple':
      case 'instr':
        this.#instructions.add(attribute('instr') ?? '');
        break;
      case 'macrosheet':
        this.#isMacroSheet = true;
        break;
      case 'ocx':
        this.#add(control(attribute, this.#place));
        break;
      case 'customui':
        this.#add(onLoad(attribute('onload'), this.#place));
        break;
      case 'hlinkclick':
      case 'hlinkhover':
        this.#add(action(attribute('action') ?? '', this.#place));
        break;
      case 'encryption-data':
        this.#add([this.#place.found('file.encrypted', 'hold')]);
        break;
      case 'event-listener':
        this.#add([
          this.#place.found('document.macro-starts', 'notice', { starts: attribute('event-name') ?? '' }),
        ]);
        break;
      case 'a':
        this.#add(this.#place.link(attribute('href') ?? ''));
        break;
      case 'instrtext':
      case 'delinstrtext':
      case 'f':
      case 'definedname':
        this.#text = [];
        this.#definedName = attribute('name') ?? '';
        break;
      default:
        break;
    }
  }

  text(text: string): void {
    this.#text?.push(text);
  }

  close(name: string): void {
    if (this.#text === null) return;
    const text = this.#text.join('');
    switch (name) {
      case 'instrtext':
      case 'delinstrtext':
        this.#fields.text(text);
        break;
      case 'f':
        this.#add(inspectFormula(text, this.#place));
        this.#does ??= dangerousCall(text);
        break;
      case 'definedname':
        if (isAutomaticName(this.#definedName))
          this.#add([
            macroSheetFinding(this.#place, {
              name: text,
              isHidden: false,
              starts: this.#definedName,
              does: null,
            }),
          ]);
        break;
      case 'bindata':
      case 'binarydata':
        this.#add(inspectPacked(Buffer.from(text, 'base64'), this.#part || 'content', this.#place));
        break;
      default:
        return;
    }
    this.#text = null;
  }

  finish(): Finding[] {
    this.#fields.close();
    if (this.#isMacroSheet)
      this.#add([
        macroSheetFinding(this.#place, { name: '', isHidden: false, starts: null, does: this.#does }),
      ]);
    for (const instruction of this.#instructions) this.#add(inspectInstruction(instruction, this.#place));
    return this.#findings;
  }

  #fieldMark(type: string): void {
    if (type === 'begin') this.#fields.begin();
    else if (type === 'separate') this.#fields.separate();
    else if (type === 'end') this.#fields.end();
  }

  #add(findings: readonly Finding[]): void {
    this.#findings.push(...findings);
  }
}

function relationship(attribute: XmlAttribute, place: Place): Finding[] {
  const kind = (attribute('type') ?? '').split('/').at(-1) ?? '';
  const target = attribute('target') ?? '';
  if ((attribute('targetmode') ?? '').toLowerCase() !== 'external') return [];
  return kind.toLowerCase() === 'hyperlink' ? place.link(target) : inspectTarget(kind, target, place);
}

/** MS-OI29500 section 3.1.1: the class in braces. */
function control(attribute: XmlAttribute, place: Place): Finding[] {
  const classId = (attribute('classid') ?? '').replaceAll(/[{}]/g, '').toLowerCase();
  const known = inspectClass(classId, place);
  return known.length > 0 ? known : [place.found('document.activex', 'warn', { class: classId })];
}

function onLoad(macro: string | undefined, place: Place): Finding[] {
  return macro === undefined ? [] : [place.found('document.macro-starts', 'notice', { starts: macro })];
}

function action(value: string, place: Place): Finding[] {
  if (/^ppaction:\/\/program/i.test(value)) return [place.found('document.starts-program', 'hold')];
  if (/^ppaction:\/\/macro/i.test(value)) return [place.found('document.macro', 'notice')];
  return [];
}
