/**
 * The old encryption of zip (APPNOTE 6.1), undone with a password. Null when the password is certainly not the one; when it may be, the
 * bytes, which only their checksum proves. `check`: what the last byte of the header has to be.
 */
export function decryptZip(packed: Uint8Array, password: string, check: number): Uint8Array | null {
  const keys = new Keys(password);
  if (packed.byteLength < headerSize) return null;
  for (let at = 0; at < headerSize; at += 1) {
    const plain = keys.decrypt(packed[at] ?? 0);
    if (at === headerSize - 1 && plain !== check) return null;
  }
  return packed.subarray(headerSize).map((byte) => keys.decrypt(byte));
}

const headerSize = 12;

class Keys {
  #first = 0x12345678;
  #second = 0x23456789;
  #third = 0x34567890;

  constructor(password: string) {
    for (const byte of Buffer.from(password)) this.#update(byte);
  }

  decrypt(byte: number): number {
    const mask = (this.#third | 2) & 0xffff;
    const plain = byte ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff);
    this.#update(plain);
    return plain;
  }

  #update(byte: number): void {
    this.#first = nextCrc(this.#first, byte);
    this.#second = (Math.imul((this.#second + (this.#first & 0xff)) | 0, 134_775_813) + 1) | 0;
    this.#third = nextCrc(this.#third, this.#second >>> 24);
  }
}

const table = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function nextCrc(crc: number, byte: number): number {
  return (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
}
