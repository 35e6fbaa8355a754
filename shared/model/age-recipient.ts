import { z } from '../zod.ts';

/**
 * A public key of age for X25519: Bech32 with the prefix "age" (age-encryption.org/v1, BIP 173). A single mistyped character is
 * found here, and not when the first content is to be sealed to nobody.
 */
export const ageRecipientSchema = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/)
  .refine(isBech32);

const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function isBech32(text: string): boolean {
  const one = text.lastIndexOf('1');
  const prefix = [...text.slice(0, one)].map((character) => character.charCodeAt(0));
  const values = [...text.slice(one + 1)].map((character) => digits.indexOf(character));
  return (
    checksum([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...values]) === 1
  );
}

function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const next = ((sum & 0x1ffffff) << 5) ^ value;
    return generators.reduce(
      (all, generator, bit) => ((sum >> (25 + bit)) & 1 ? all ^ generator : all),
      next,
    );
  }, 1);
}
