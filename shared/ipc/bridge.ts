/** What a call resolves to across the bridge: a value or a code. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

/** The one object the preload puts into the page, as `window.gatehouse`. Names outside the declared ones are refused. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply>;
  /** Returns the function that stops listening. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
