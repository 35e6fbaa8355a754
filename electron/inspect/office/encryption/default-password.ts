/** Excel tries it before it asks: it stands for write protection, in every Excel since 97. UTF-16, as all the algorithms want it. */
export function passwordBytes(): Buffer {
  return Buffer.from('VelvetSweatshop', 'utf16le');
}
