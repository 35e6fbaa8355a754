import type { LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import { isPublicAddress, publicOnly } from '../../../../electron/wire/connection/public-address.ts';

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  'corp.test',
  '',
])('T27: %s is no address on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.0',
  '100.128.0.1',
  '2a00:1450:4001:80b::200e',
  '2606:4700::1111',
])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['one', false],
  ['all', true],
])(
  'T27: a host with a public and a private address is asked at neither, when %s is asked for',
  (_what, all) => {
    const answers: unknown[] = [];
    const addresses: LookupAddress[] = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    let refused = 0;
    const lookUp = publicOnly(
      (_host, _options, callback) => callback(null, addresses),
      () => refused++,
    );
    lookUp('files.partner.test', { all }, (error) => answers.push(error?.code));
    expect([answers, refused]).toEqual([['ENOTFOUND'], 1]);
    const good = publicOnly(
      (_host, _options, callback) => callback(null, [{ address: '8.8.8.8', family: 4 }]),
      () => refused++,
    );
    good('files.partner.test', { all }, (error, found) => answers.push([error, found]));
    expect(answers.at(-1)).toEqual([null, all ? [{ address: '8.8.8.8', family: 4 }] : '8.8.8.8']);
    expect(refused).toBe(1);
  },
);
