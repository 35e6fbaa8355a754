/** The stream cipher that Office used until 2007 (not in every build of OpenSSL any more). Only for reading what others wrote. */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    for (let index = 0; index < 256; index += 1) this.#state[index] = index;
    for (let index = 0, j = 0; index < 256; index += 1) {
      j = (j + this.#at(index) + (key[index % key.length] ?? 0)) & 255;
      this.#swap(index, j);
    }
  }

  apply(bytes: Uint8Array): Buffer {
    const result = Buffer.from(bytes);
    for (let index = 0; index < result.length; index += 1) {
      result[index] = (result[index] ?? 0) ^ this.#next();
    }
    return result;
  }

  skip(count: number): void {
    for (let index = 0; index < count; index += 1) this.#next();
  }

  #next(): number {
    this.#i = (this.#i + 1) & 255;
    this.#j = (this.#j + this.#at(this.#i)) & 255;
    this.#swap(this.#i, this.#j);
    return this.#at((this.#at(this.#i) + this.#at(this.#j)) & 255);
  }

  #at(index: number): number {
    return this.#state[index] ?? 0;
  }

  #swap(a: number, b: number): void {
    const kept = this.#at(a);
    this.#state[a] = this.#at(b);
    this.#state[b] = kept;
  }
}
