import * as atVnr from 'stdnum/lib/cjs/at/vnr.js';
import * as auAbn from 'stdnum/lib/cjs/au/abn.js';
import * as auAcn from 'stdnum/lib/cjs/au/acn.js';
import * as auTfn from 'stdnum/lib/cjs/au/tfn.js';
import * as beNn from 'stdnum/lib/cjs/be/nn.js';
import * as brCnpj from 'stdnum/lib/cjs/br/cnpj.js';
import * as brCpf from 'stdnum/lib/cjs/br/cpf.js';
import * as caSin from 'stdnum/lib/cjs/ca/sin.js';
import * as chSsn from 'stdnum/lib/cjs/ch/ssn.js';
import * as cnRic from 'stdnum/lib/cjs/cn/ric.js';
import * as czRc from 'stdnum/lib/cjs/cz/rc.js';
import * as deIdnr from 'stdnum/lib/cjs/de/idnr.js';
import * as deSvnr from 'stdnum/lib/cjs/de/svnr.js';
import * as deVat from 'stdnum/lib/cjs/de/vat.js';
import * as dkCpr from 'stdnum/lib/cjs/dk/cpr.js';
import * as esDni from 'stdnum/lib/cjs/es/dni.js';
import * as esNie from 'stdnum/lib/cjs/es/nie.js';
import * as fiHetu from 'stdnum/lib/cjs/fi/hetu.js';
import * as frNir from 'stdnum/lib/cjs/fr/nir.js';
import * as gbNino from 'stdnum/lib/cjs/gb/nino.js';
import * as iePps from 'stdnum/lib/cjs/ie/pps.js';
import * as inAadhaar from 'stdnum/lib/cjs/in/aadhaar.js';
import * as itIva from 'stdnum/lib/cjs/it/iva.js';
import * as krBrn from 'stdnum/lib/cjs/kr/brn.js';
import * as mxCurp from 'stdnum/lib/cjs/mx/curp.js';
import * as nlBsn from 'stdnum/lib/cjs/nl/bsn.js';
import * as noFodselsnummer from 'stdnum/lib/cjs/no/fodselsnummer.js';
import * as plPesel from 'stdnum/lib/cjs/pl/pesel.js';
import * as ptNif from 'stdnum/lib/cjs/pt/nif.js';
import * as seOrgnr from 'stdnum/lib/cjs/se/orgnr.js';
import * as sePersonnummer from 'stdnum/lib/cjs/se/personnummer.js';
import * as sgUen from 'stdnum/lib/cjs/sg/uen.js';
import * as thIdnr from 'stdnum/lib/cjs/th/idnr.js';
import * as trTckimlik from 'stdnum/lib/cjs/tr/tckimlik.js';
import * as usSsn from 'stdnum/lib/cjs/us/ssn.js';
import * as zaIdnr from 'stdnum/lib/cjs/za/idnr.js';
import { isTravelDocument, isWeighted, luhn, weightedSum } from './check-digits.ts';

export interface IdNumber {
  readonly kind: string;
  /** Bounded everywhere, so that time is linear. */
  readonly shape: RegExp;
  readonly isValid?: (written: string) => boolean;
  readonly words: RegExp;
  /** No ordinary number looks like it, so it needs no words around it. */
  readonly isDistinct?: true;
  /** Any number could be one: alone it is none. */
  readonly needsWords?: true;
}

type StandardNumber = { readonly validate: (value: string) => { readonly isValid: boolean } };

function standard({ validate }: StandardNumber): (written: string) => boolean {
  return (written) => validate(written.replace(/[ .:/-]/g, '').toUpperCase()).isValid;
}

/** Not inside a longer word, number, price or address. */
function alone(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d_.,/@#-])(?:${pattern})(?![\\p{L}\\d_@]|[.,-]\\d)`, 'giu');
}

/** Also where it is written without a space after the word before it. */
function glued(pattern: string): RegExp {
  return new RegExp(`(?<![\\d_.,/@#-])(?:${pattern})(?![\\p{L}\\d_@])`, 'giu');
}

const digits = (written: string): string => written.replace(/\D/g, '');
const compact = (written: string): string => written.replace(/[ .:/-]/g, '').toUpperCase();

const passport =
  /\b(?:passport|passports|pass|reisepass\w*|passnummer|passeport|pasaporte|passaporto|travel document|passnr|mrz)\b|여권/iu;
const licence =
  /\b(?:driver\S{0,2} licen[cs]e|driving licen[cs]e|licen[cs]e (?:number|no)|dl|führerschein\w*|fahrerlaubnis|patente|permis)\b|운전면허/iu;
const vat = /\b(?:vat|ust|ust-?id\w*|umsatzsteuer\w*|p\.? ?iva|partita iva|tva|iva)\b/iu;
const doctor = /\b(?:lanr|arzt\w*|arztnummer|bsnr|betriebsst\w*|npi|provider|doctor)\b/iu;

export const idNumbers: readonly IdNumber[] = [
  {
    kind: 'us-ssn',
    shape: alone('\\d{3}([ .-]?)\\d{2}\\1\\d{4}'),
    isValid: (written) => standard(usSsn)(written) || digits(written) === '078051120',
    words: /\b(?:ssn|ssns|social security|social sec|soc sec)\b/iu,
  },
  {
    // The checks of the number that the administration itself withdrew are not ours to make: with its name beside it, it is one.
    kind: 'us-ssn',
    shape: alone('(?!000|666)[0-8]\\d{2}-(?!00)\\d{2}-(?!0000)\\d{4}'),
    words: /\b(?:ssn|ssns|social security|social sec|soc sec)\b/iu,
  },
  {
    kind: 'us-itin',
    shape: alone('9\\d{2}(-?)(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])\\1\\d{4}'),
    words: /\b(?:itin|individual taxpayer|tax id)\b/iu,
  },
  {
    kind: 'us-npi',
    shape: alone('[12]\\d{3}([ -]?)\\d{3}\\1\\d{3}'),
    isValid: (written) => luhn(`80840${digits(written)}`),
    words: doctor,
  },
  {
    kind: 'us-bank-routing',
    shape: alone('[0-36-8]\\d{3}(-?)\\d{4}\\1\\d'),
    isValid: (written) => isWeighted(digits(written), [3, 7, 1, 3, 7, 1, 3, 7, 1], 10),
    words: /\b(?:aba|routing|rtn|bank|wire)\b/iu,
  },
  { kind: 'us-passport', shape: alone('[A-Z]\\d{8}|9\\d{8}'), words: passport },
  {
    kind: 'us-bank-account',
    shape: alone('\\d{12}'),
    words: /\b(?:account|acct|bank|konto\w*)\b/iu,
    needsWords: true,
  },
  {
    kind: 'driver-license',
    shape: alone('[A-Z]?\\d{7,14}|\\d{3,4}-\\d{2}-\\d{4}'),
    words: licence,
    needsWords: true,
  },
  {
    kind: 'ca-sin',
    shape: alone('\\d{3}([ -]?)\\d{3}\\1\\d{3}'),
    isValid: standard(caSin),
    words: /\b(?:sin|nas|social insurance|assurance sociale)\b/iu,
  },
  {
    kind: 'uk-nhs',
    shape: alone('\\d{3}([ -]?)\\d{3}\\1\\d{4}'),
    isValid: (written) => isWeighted(digits(written), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11),
    words: /\b(?:nhs|patient|health)\b/iu,
  },
  {
    kind: 'uk-nino',
    shape: alone('[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'),
    isValid: standard(gbNino),
    words: /\b(?:nino|national insurance|ni number|insurance number)\b/iu,
    isDistinct: true,
  },
  {
    kind: 'uk-driving-licence',
    shape: alone('[A-Z]{1,5}9{0,4}\\d[0156]\\d[0-3]\\d{2}[A-Z][A-Z9][A-Z0-9]{3}'),
    isValid: (written) => written.length === 16 && /^[A-Z]{1,5}9*\d{6}/i.test(written),
    words: licence,
    isDistinct: true,
  },
  {
    kind: 'de-tax-id',
    shape: alone('\\d{2}([ ]?)\\d{3}\\1\\d{3}\\1\\d{3}'),
    isValid: standard(deIdnr),
    words: /(?:steuer-?\s?(?:id|identifikation|nummer)|idnr|tin|tax)/iu,
  },
  {
    kind: 'de-tax-number',
    shape: alone('\\d{2,3}/\\d{3,4}/\\d{4,5}'),
    isValid: (written) => digits(written).length >= 10 && digits(written).length <= 11,
    words: /(?:steuer|finanzamt|tax)/iu,
    isDistinct: true,
  },
  {
    kind: 'de-tax-number',
    shape: alone('(?:0[1-9]|1[0-6]|[2-9]\\d)\\d{2}0\\d{8}'),
    words: /(?:steuer|finanzamt|tax)/iu,
  },
  {
    kind: 'de-social-security',
    shape: alone('\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}'),
    isValid: standard(deSvnr),
    words: /(?:sozialversicherung|rentenversicherung|\bsvnr|\brvnr)/iu,
    isDistinct: true,
  },
  {
    kind: 'de-health-insurance',
    shape: alone('[A-Z]\\d{9}'),
    isValid: isHealthInsurance,
    words: /(?:krankenkasse|krankenversicher|versichertennummer|kvnr)/iu,
    isDistinct: true,
  },
  {
    kind: 'de-id-card',
    shape: alone('[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}|T\\d{8}'),
    isValid: isIdCard,
    words: /(?:ausweis|personalausweis|identity card|id card|\bpass)/iu,
  },
  {
    kind: 'de-driving-licence',
    shape: alone('[A-Z]{2}\\d{8}[A-Z]|[A-Z]\\d{2}[A-Z0-9]{6}\\d[A-Z0-9]'),
    isValid: (written) => /\d{3}/.test(written),
    words: licence,
  },
  {
    kind: 'de-doctor',
    shape: alone('\\d{9}'),
    isValid: isDoctor,
    words: doctor,
  },
  { kind: 'de-practice', shape: alone('(?:0[1-9]|[1-3]\\d|[4-9]\\d)\\d{7}'), words: doctor },
  {
    kind: 'de-company-register',
    shape: alone('HR[AB] ?\\d{1,6}(?: ?B)?'),
    words: /(?:handelsregister|amtsgericht|eingetragen|register)/iu,
    isDistinct: true,
  },
  {
    kind: 'vat-de',
    shape: alone('DE[ .]?\\d{3}[ .]?\\d{3}[ .]?\\d{3}'),
    isValid: standard(deVat),
    words: vat,
    isDistinct: true,
  },
  { kind: 'vat-it', shape: alone('\\d{8}_?\\d{3}'), isValid: (w) => standard(itIva)(digits(w)), words: vat },
  {
    kind: 'at-social-security',
    shape: alone('\\d{4} ?\\d{6}'),
    isValid: standard(atVnr),
    words: /(?:sozialversicherung|versicherungsnummer|svnr|e-?card)/iu,
  },
  {
    kind: 'ch-ahv',
    shape: alone('756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}'),
    isValid: standard(chSsn),
    words: /(?:ahv|avs|sozialversicherung)/iu,
    isDistinct: true,
  },
  {
    kind: 'fr-nir',
    shape: alone('[12] ?\\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}'),
    isValid: standard(frNir),
    words: /(?:sécurité sociale|securite sociale|\bnir\b|\binsee\b)/iu,
    isDistinct: true,
  },
  {
    kind: 'es-dni',
    shape: alone('\\d{7,8}-?[A-Z]'),
    isValid: (written) => standard(esDni)(compact(written).padStart(9, '0')),
    words: /\b(?:dni|nif|documento)\b/iu,
    isDistinct: true,
  },
  {
    kind: 'es-nie',
    shape: alone('[XYZ]-?\\d{7}-?[A-Z]'),
    isValid: standard(esNie),
    words: /\b(?:nie|extranjer\w*)\b/iu,
    isDistinct: true,
  },
  { kind: 'es-passport', shape: alone('[A-Z]{3}\\d{6}'), words: passport },
  {
    kind: 'it-fiscal-code',
    shape: alone('[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]'),
    words: /\b(?:codice fiscale|cf|fiscal)\b/iu,
    isDistinct: true,
  },
  {
    kind: 'it-identity-card',
    shape: alone('[A-Z]{2} ?\\d{7}|\\d{7}[A-Z]{2}|[A-Z]{2}\\d{5}[A-Z]{2}'),
    words: /\b(?:carta d.identit\S*|cie|documento)\b/iu,
  },
  {
    kind: 'it-driving-licence',
    shape: alone('[A-Z]{2}\\d{7}[A-Z]|U1[BCDFGHLMNPRSTUVWXYZ0-9]{7}[A-Z]'),
    words: licence,
  },
  {
    kind: 'nl-bsn',
    shape: alone('\\d{9}'),
    isValid: standard(nlBsn),
    words: /\b(?:bsn|burgerservicenummer|sofi)\b/iu,
  },
  {
    kind: 'be-national-number',
    shape: alone('\\d{2}[. ]?\\d{2}[. ]?\\d{2}[- ]?\\d{3}[. ]?\\d{2}'),
    isValid: standard(beNn),
    words: /(?:rijksregister|registre national|insz|niss)/iu,
  },
  {
    kind: 'fi-hetu',
    shape: glued('(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}[-+A-FU-Y]\\d{3}[0-9A-Y]'),
    isValid: standard(fiHetu),
    words: /(?:hetu|henkilötunnus|finnish id)/iu,
    isDistinct: true,
  },
  {
    kind: 'se-personnummer',
    shape: glued('(?:19|20)?\\d{6}[-+]?\\d{4}'),
    isValid: (written) => isSwedishPerson(written),
    words: /(?:personnummer|\bpnr\b|swedish id)/iu,
  },
  {
    kind: 'se-organisationsnummer',
    shape: alone('\\d{6}-?\\d{4}'),
    isValid: standard(seOrgnr),
    words: /(?:organisationsnummer|orgnummer|\borgnr|företag)/iu,
  },
  {
    kind: 'no-fodselsnummer',
    shape: alone('\\d{6} ?\\d{5}'),
    isValid: standard(noFodselsnummer),
    words: /(?:fødselsnummer|fodselsnummer|personnummer)/iu,
  },
  {
    kind: 'dk-cpr',
    shape: alone('[0-3]\\d[01]\\d{3}-?\\d{4}'),
    isValid: standard(dkCpr),
    words: /\bcpr\b|personnummer/iu,
  },
  { kind: 'pl-pesel', shape: alone('\\d{11}'), isValid: standard(plPesel), words: /\bpesel\b/iu },
  {
    kind: 'cz-rc',
    shape: alone('\\d{6}/\\d{3,4}'),
    isValid: standard(czRc),
    words: /rodné|rodne|\brč\b/iu,
    isDistinct: true,
  },
  {
    kind: 'pt-nif',
    shape: alone('[1-9]\\d{2} ?\\d{3} ?\\d{3}'),
    isValid: standard(ptNif),
    words: /\b(?:nif|contribuinte)\b/iu,
  },
  { kind: 'ie-pps', shape: alone('\\d{7}[A-W][A-IW]?'), isValid: standard(iePps), words: /\bpps\w*\b/iu },
  {
    kind: 'tr-kimlik',
    shape: alone('[1-9]\\d{10}'),
    isValid: standard(trTckimlik),
    words: /(?:tckn|kimlik|turkish id|\btc\b)/iu,
  },
  {
    kind: 'in-aadhaar',
    shape: alone('[1-9]\\d{3}([ :-]?)\\d{4}\\1\\d{4}'),
    isValid: standard(inAadhaar),
    words: /\b(?:aadhaar|aadhar|uidai)\b/iu,
  },
  {
    kind: 'in-pan',
    shape: alone('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]|[A-Z]{5}\\d{4}[A-Z]'),
    words: /\b(?:pan|income tax|permanent account)\b/iu,
    isDistinct: true,
  },
  {
    kind: 'in-gstin',
    shape: alone('(?:0[1-9]|[12]\\d|3[0-7])[A-Z]{5}\\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]'),
    words: /\b(?:gst|gstin)\b/iu,
    isDistinct: true,
  },
  { kind: 'in-voter', shape: alone('[A-Z]{3}\\d{7}'), words: /\b(?:vote|voter|epic|elect\w*)\b/iu },
  { kind: 'in-passport', shape: alone('[A-Z][1-9]\\d{6}'), words: passport },
  {
    kind: 'kr-resident',
    shape: alone('\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])-?[1-8]\\d{6}'),
    words: /\b(?:rrn|frn|arc)\b|주민|외국인/iu,
  },
  {
    kind: 'kr-business',
    shape: alone('\\d{3}-?\\d{2}-?\\d{5}'),
    isValid: standard(krBrn),
    words: /\bbrn\b|사업자/iu,
  },
  {
    kind: 'kr-passport',
    shape: /(?<![A-Z\d])(?:[MSRODG]\d{3}[A-Z]\d{4}|[MSROD]\d{8})(?![A-Z\d])/giu,
    words: passport,
  },
  {
    kind: 'kr-driving-licence',
    shape: alone('\\d{2}-\\d{2}-\\d{6}-\\d{2}|(?:1[1-9]|2[0-68])\\d{10}'),
    words: licence,
  },
  {
    kind: 'th-id',
    shape: alone('[1-8]-?\\d{4}-?\\d{5}-?\\d{2}-?\\d'),
    isValid: standard(thIdnr),
    words: /\b(?:tnin|thai|national id)\b|เลข|บัตร/iu,
  },
  {
    kind: 'za-id',
    shape: alone('\\d{6} ?\\d{4} ?\\d{3}'),
    isValid: (written) => standard(zaIdnr)(written) || isSouthAfrican(digits(written)),
    words: /\b(?:rsa|south africa\w*|id number|resident|sa id)\b/iu,
  },
  {
    kind: 'sg-nric',
    shape: alone('[STFGM]\\d{7}[A-Z]'),
    words: /\b(?:nric|fin|singapore)\b/iu,
    isDistinct: true,
  },
  {
    kind: 'sg-uen',
    shape: alone('[TSR]?\\d{2}[A-Z]{2}\\d{4}[A-Z]|\\d{8,9}[A-Z]'),
    isValid: standard(sgUen),
    words: /\buen\b/iu,
    isDistinct: true,
  },
  {
    kind: 'au-tfn',
    shape: alone('\\d{3} ?\\d{3} ?\\d{3}'),
    isValid: standard(auTfn),
    words: /\b(?:tfn|tax file)\b/iu,
  },
  {
    kind: 'au-abn',
    shape: alone('\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}'),
    isValid: standard(auAbn),
    words: /\babn\b/iu,
  },
  { kind: 'au-acn', shape: alone('\\d{3} ?\\d{3} ?\\d{3}'), isValid: standard(auAcn), words: /\bacn\b/iu },
  {
    kind: 'au-medicare',
    shape: alone('[2-6]\\d{3} ?\\d{5} ?\\d'),
    isValid: (written) =>
      weightedSum(digits(written), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits(written).charAt(8)),
    words: /\bmedicare\b/iu,
  },
  {
    kind: 'br-cpf',
    shape: alone('\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}'),
    isValid: standard(brCpf),
    words: /\bcpf\b/iu,
  },
  {
    kind: 'br-cnpj',
    shape: alone('\\d{2}\\.?\\d{3}\\.?\\d{3}/?\\d{4}-?\\d{2}'),
    isValid: standard(brCnpj),
    words: /\bcnpj\b/iu,
  },
  {
    kind: 'cn-ric',
    shape: alone('[1-9]\\d{16}[\\dX]'),
    isValid: standard(cnRic),
    words: /身份证|\bid\b/iu,
    isDistinct: true,
  },
  {
    kind: 'mx-curp',
    shape: alone('[A-Z]{4}\\d{6}[HM][A-Z]{5}[A-Z0-9]\\d'),
    isValid: standard(mxCurp),
    words: /\bcurp\b/iu,
    isDistinct: true,
  },
  { kind: 'ph-tin', shape: alone('\\d{3}-?\\d{3}-?\\d{3}(?:-?\\d{3})?'), words: /\b(?:tin|bir)\b/iu },
  {
    kind: 'us-dea',
    shape: alone('[A-HJ-MP-UX][A-Z9]\\d{7}'),
    isValid: isDea,
    words: /\bdea\b/iu,
    isDistinct: true,
  },
];

/** The letter counts as two digits; digits are weighted 1, 2 and their cross sums added (section 290 SGB V, annex 1). */
function isHealthInsurance(written: string): boolean {
  const letter = String(written.toUpperCase().charCodeAt(0) - 64).padStart(2, '0');
  const sum = [...`${letter}${written.slice(1, 9)}`].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === Number(written.at(9));
}

function isIdCard(written: string): boolean {
  const number = written.toUpperCase();
  return isTravelDocument(number) || /^T\d{8}$/.test(number);
}

/** Digits weighted 4, 9 in turn, the seventh fills up to ten; hospitals and dentists have 555555 and 999999 in common (KBV, Arztnummern). */
function isDoctor(written: string): boolean {
  const sum = weightedSum(written, [4, 9, 4, 9, 4, 9]);
  return (10 - (sum % 10)) % 10 === Number(written.charAt(6)) || /^(?:5{6}|9{6})/.test(written);
}

function isSwedishPerson(written: string): boolean {
  const plain = digits(written);
  const month = Number(plain.slice(-8, -6));
  const day = Number(plain.slice(-6, -4));
  if (month < 1 || month > 12 || day < 1 || day > 91) return false;
  return standard(sePersonnummer)(written) || luhn(plain.slice(-10));
}

/** Also for the numbers of permanent residents. */
function isSouthAfrican(number: string): boolean {
  const month = Number(number.slice(2, 4));
  return month >= 1 && month <= 12 && /^\d{10}[012]/.test(number) && luhn(number);
}

/** Twice the even places and the odd ones; the last digit of the sum checks. */
function isDea(written: string): boolean {
  return weightedSum(written.slice(2), [1, 2, 1, 2, 1, 2]) % 10 === Number(written.at(-1));
}
