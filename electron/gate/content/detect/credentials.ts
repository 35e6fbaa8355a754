import type { Confidence, Match } from '../../../../shared/model/confidential.ts';
import { entropy, isPlaceholder } from './entropy.ts';
import { matchOf } from './match.ts';

interface Shape {
  readonly kind: string;
  /** The group "secret" is what must not leave; every part is bounded. */
  readonly pattern: RegExp;
  readonly judge: (secret: string) => Confidence | null;
}

const names =
  'pass(?:word|wd|phrase|code)?|pwd|passwort|kennwort|zugangscode|mot de passe|contraseña|senha|secret(?:[ _-]?key)?|client[ _-]?secret|api[ _-]?key|apikey|access[ _-]?key|auth[ _-]?(?:key|token)|[a-z_-]{0,20}token|private[ _-]?key|encryption[ _-]?key|credentials?';

const shapes: readonly Shape[] = [
  {
    // RFC 3986 section 3.2.1: what stands before the @ of an address.
    kind: 'password-in-url',
    pattern:
      /(?<![\w])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#"'<>]{0,100}:(?<secret>[^\s@/?#"'<>]{3,200})@[^\s/?#"'<>]/dgi,
    judge: (secret) => (isVariable(secret) ? null : isPlaceholder(secret) ? 'low' : 'high'),
  },
  {
    kind: 'authorization-header',
    pattern:
      /\b(?:authorization|proxy-authorization)["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|apikey)\s{1,3}(?<secret>[A-Za-z0-9+/_.=~-]{8,2000})/dgi,
    judge: (secret) => (isVariable(secret) || isPlaceholder(secret) ? null : 'high'),
  },
  {
    kind: 'token-header',
    pattern:
      /\b(?:x-)?(?:api-?key|auth-token|token|access-token|vault-token|jfrog-art-api)["']?:\s{0,3}["']?(?<secret>[A-Za-z0-9+/_.=~-]{8,500})/dgi,
    judge: (secret) => (isRandom(secret) ? 'high' : null),
  },
  {
    kind: 'curl-user',
    pattern:
      /\bcurl\b[^\n]{0,400}?\s(?:-u|--user)[ =]{0,2}["']?[^\s:"']{0,80}:["']?(?<secret>[^\s"']{3,200})/dgi,
    judge: (secret) =>
      isVariable(secret) || isPlaceholder(secret) || secret.length < 6 || /^(?:test|pass|user)/i.test(secret)
        ? null
        : 'high',
  },
  {
    kind: 'curl-user',
    pattern: /^\s{0,8}(?:-u|--user)[ =]{1,2}["']?[^\s:"']{0,80}:["']?(?<secret>[^\s"']{3,200})/dgim,
    judge: (secret) => (isVariable(secret) || isPlaceholder(secret) || secret.length < 6 ? null : 'high'),
  },
  {
    kind: 'connection-string',
    pattern:
      /\b(?:server|data source|host|user id|uid|endpoint)\s{0,2}=[^\n;]{1,200};[^\n]{0,300}?\b(?:password|pwd|sharedaccesskey|accountkey)\s{0,2}=\s{0,2}(?<secret>[^;\s"']{3,200})/dgi,
    judge: (secret) => (isVariable(secret) || isPlaceholder(secret) ? null : 'high'),
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `(?<![\\p{L}])(?:${names})["'\`]?\\s{0,3}(?:=>|:=|==?|:|\\b(?:is|ist|lautet|est|es)\\b:?)\\s{0,3}["'\`]?(?<secret>[^\\s"'\`<>,;]{6,200})`,
      'dgiu',
    ),
    judge: (secret) => {
      const value = secret.replace(/[.!?)]+$/, '');
      if (
        value.length < 6 ||
        entropy(value) < 2 ||
        isVariable(value) ||
        isPlaceholder(value) ||
        isWord(value)
      )
        return null;
      return isRandom(value) ? 'high' : 'medium';
    },
  },
  {
    kind: 'password',
    pattern:
      /(?:user(?:name)?|login|benutzer(?:name)?|account|konto)["']?\s{0,2}[:=]\s{0,2}\S{2,60}[\s,;/]{1,5}(?:pass(?:word|wort)?|pwd|pw|kennwort)["']?\s{0,2}[:=]\s{0,2}["']?(?<secret>[^\s"'<>,;]{4,100})/dgiu,
    judge: (secret) => (isVariable(secret) || isPlaceholder(secret) ? null : 'high'),
  },
];

/** What opens something: in addresses, headers, connection strings, and after its own name. */
export function credentials(text: string): readonly Match[] {
  if (!/[:=]|\b(?:is|ist|lautet|est|es|-u|--user)\b/iu.test(text)) return [];
  return shapes.flatMap(({ kind, pattern, judge }) => {
    const matches: Match[] = [];
    for (const found of text.matchAll(pattern)) {
      const [start, end] = found.indices?.groups?.['secret'] ?? [0, 0];
      const confidence = judge(text.slice(start, end));
      if (confidence !== null)
        matches.push(matchOf(text, { detector: 'credential', kind, start, end, confidence }));
    }
    return matches;
  });
}

/** A name to be filled in, or code that fetches it. */
function isVariable(secret: string): boolean {
  return /^[$%{<[(&]|[({]$|\w\(|^(?:process|os|env|config|self|this|args?|settings)\.|\$\{|\{\{|%[sd]|^\/|^\.\.?\//i.test(
    secret,
  );
}

/** Plain words and names of things: nothing that guessing would not find anyway. */
function isWord(secret: string): boolean {
  return (
    /^[\p{L}_-]+$/u.test(secret) ||
    /^[\p{L}_.-]+$/u.test(secret) ||
    (/^[\d.:/-]+$/.test(secret) && secret.length < 8)
  );
}

function isRandom(secret: string): boolean {
  return (
    secret.length >= 12 &&
    /\d/.test(secret) &&
    /[A-Za-z]/.test(secret) &&
    entropy(secret) >= 3 &&
    !isVariable(secret) &&
    !isPlaceholder(secret)
  );
}
