import { expect, it } from 'vitest';
import { isAtLeast } from '../../../../shared/model/verdict.ts';
import { corpGate } from '../corp-gate.ts';

// A few rows of Chromium's idn_spoof_checker_unittest.cc (BSD-3-Clause, see NOTICE): host, what it shows, whether it may be shown so.
it.each([
  ['xn--1lq90ic7f1rc.cn', '北京大學.cn', 'safe'],
  ['xn--l8jvb1ey91xtjb.jp', '朝日あさひ.jp', 'safe'],
  ['xn--poema-9qae5a.com.br', 'pãoemaçã.com.br', 'safe'],
  ['www.xn--l1b6a9e1b7c.in', 'www.अकोला.in', 'safe'],
  ['xn--hanzi-u57i952h.cn', '汉字hanzi.cn', 'safe'],
  ['xn--ggl-6xc1ca.gr', 'gοοglε.gr', 'unsafe'],
  ['xn--2xa6t2b.ru', 'ρау.ru', 'unsafe'],
  ['xn--y9j3b9855e.kr', '한ひら.kr', 'unsafe'],
  ['xn--dfe0tte.ca', 'ᑖᓂᓯ.ca', 'unsafe'],
  ['xn--ab-3ofh8fqbj6h.in', 'abहिन्दी.in', 'unsafe'],
  ['xn--example-.com', 'xn--example-.com', 'invalid'],
  ['xn--72b.com', 'ा.com', 'invalid'],
])('%s (%s) is %s, as Chromium has it', (host, _, expected) => {
  const { level, reasons } = corpGate().link(`https://${host}/`);
  const isInvalid = reasons.some(({ code }) => code === 'link.unreadable');
  expect(isInvalid ? 'invalid' : isAtLeast(level, 'warn') ? 'unsafe' : 'safe').toBe(expected);
});
