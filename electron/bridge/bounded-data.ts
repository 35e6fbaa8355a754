import { largestPiece } from '../../shared/model/shared-file.ts';

/** Deepest nesting of a question; the deepest declared one has three levels. */
const deepest = 8;
const mostNodes = 10_000;
/** Bytes of all arrays of them together: one piece of a file. */
const mostBytes = largestPiece;
/** Characters of all strings and keys together, in UTF-16 code units: a longest message body and room for the rest. */
const mostCharacters = 262_144;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether a value from the page is plain data of a size worth looking at: null, booleans, numbers, strings, bytes, arrays and
 * objects of them. Runs before any schema, so that nothing expensive ever sees 50 MB, a cycle, an accessor or a key that
 * reaches a prototype (CVE-2026-70610).
 */
export function isBoundedData(value: unknown): boolean {
  const left = { nodes: mostNodes, characters: mostCharacters, bytes: mostBytes };
  return isBounded(value, deepest, left);
}

interface Budget {
  nodes: number;
  characters: number;
  bytes: number;
}

function isBounded(value: unknown, depth: number, left: Budget): boolean {
  left.nodes -= 1;
  if (left.nodes < 0) return false;
  switch (typeof value) {
    case 'boolean':
    case 'number':
      return true;
    case 'string':
      left.characters -= value.length;
      return left.characters >= 0;
    case 'object':
      if (value === null) return true;
      if (depth === 0) return false;
      if (value instanceof Uint8Array) return isBoundedBytes(value, left);
      return Array.isArray(value) ? isBoundedArray(value, depth, left) : isBoundedObject(value, depth, left);
    default:
      return false;
  }
}

/** With nothing on them: what a structured clone gives. */
function isBoundedBytes(bytes: Uint8Array, left: Budget): boolean {
  left.bytes -= bytes.byteLength;
  return left.bytes >= 0 && Object.getPrototypeOf(bytes) === Uint8Array.prototype;
}

function isBoundedArray(value: readonly unknown[], depth: number, left: Budget): boolean {
  if (value.length > left.nodes) return false;
  for (let index = 0; index < value.length; index += 1) {
    const property = Object.getOwnPropertyDescriptor(value, index);
    if (property === undefined || !('value' in property)) return false;
    if (!isBounded(property.value, depth - 1, left)) return false;
  }
  return true;
}

function isBoundedObject(value: object, depth: number, left: Budget): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key !== 'string' || forbiddenKeys.has(key)) return false;
    left.characters -= key.length;
    if (left.characters < 0) return false;
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property === undefined || !('value' in property)) return false;
    if (!isBounded(property.value, depth - 1, left)) return false;
  }
  return true;
}
