import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHash, MerkleTree, nodeHash } from '../../../electron/audit/merkle.ts';

/** The leaves and roots that the reference implementation of RFC 6962 is tested with. */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** Word for word as RFC 6962 section 2.1 defines it. */
function definedRoot(list: readonly Uint8Array[]): Buffer {
  const [first] = list;
  if (first === undefined) return createHash('sha256').digest();
  if (list.length === 1) return leafHash(first);
  let half = 1;
  while (half * 2 < list.length) half *= 2;
  return nodeHash(definedRoot(list.slice(0, half)), definedRoot(list.slice(half)));
}

test('the tree has the roots of RFC 6962', () => {
  const tree = new MerkleTree();
  const seen = [tree.root.toString('hex')];
  for (const leaf of leaves) {
    tree.append(leaf);
    seen.push(tree.root.toString('hex'));
  }
  expect(seen).toEqual(roots);
});

test('for any leaves the root is the one that RFC 6962 defines, and taken up from its peaks the tree goes on the same', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), fc.nat(70), (list, cut) => {
      const before = new MerkleTree();
      for (const leaf of list.slice(0, cut)) before.append(leaf);
      const tree = new MerkleTree(before.size, before.peaks);
      for (const leaf of list.slice(cut)) tree.append(leaf);
      expect(tree.root).toEqual(definedRoot(list));
      expect(tree.size).toBe(list.length);
    }),
    { seed: 20261124 },
  );
});

test('peaks that do not fit the size are refused', () => {
  expect(() => new MerkleTree(3, [leafHash(Buffer.alloc(1))])).toThrow(RangeError);
});
