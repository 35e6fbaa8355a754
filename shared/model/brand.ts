declare const brand: unique symbol;

/** A type that only its own parser can make: `Brand<string, 'BareJid'>` is a string, but no string is one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
