import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** One rule: what breaks it where, and where the same words are allowed (null where they never are). */
interface Rule {
  readonly name: string;
  readonly message: string;
  readonly in: readonly string[];
  readonly breaks: readonly string[];
  /** A room (any file beside the one named), or with `exactly` that file alone. */
  readonly allowedIn: string | null;
  readonly exactly?: boolean;
  readonly fine?: readonly string[];
}

const importsOf = (name: string) => [
  `import { x } from '${name}';`,
  `import type { X } from "${name}";`,
  `import '${name}';`,
  `export * from '${name}';`,
  `const x = await import('${name}');`,
  `const x = require('${name}');`,
  `export type X = import('${name}').X;`,
];

const rules: readonly Rule[] = [
  {
    name: 'renderer knows shared and itself',
    message: 'renderer/ imports shared/ and itself',
    in: ['renderer/list/a.tsx'],
    breaks: [
      ...importsOf('../../electron/gate/gate.ts'),
      ...importsOf('node:fs'),
      ...importsOf('electron'),
      ...importsOf('../../build/constants.ts'),
    ],
    allowedIn: null,
    fine: [...importsOf('../../shared/model/jid.ts'), ...importsOf('react'), ...importsOf('../text/en.ts')],
  },
  {
    name: 'shared knows nothing of ours',
    message: 'shared/ imports',
    in: ['shared/model/a.ts'],
    breaks: [
      ...importsOf('../../electron/gate/gate.ts'),
      ...importsOf('../../renderer/main.tsx'),
      ...importsOf('node:fs'),
      ...importsOf('react'),
    ],
    allowedIn: null,
    fine: [...importsOf('zod'), ...importsOf('./jid.ts'), ...importsOf('../policy.ts')],
  },
  {
    name: 'electron knows shared and itself',
    message: 'electron/ imports shared/ and itself',
    in: ['electron/app/a.ts'],
    breaks: [...importsOf('../../renderer/text/en.ts'), ...importsOf('../../test/server/prosody.ts')],
    allowedIn: null,
    fine: [...importsOf('../../shared/policy.ts'), ...importsOf('../wire/wire.ts'), ...importsOf('electron')],
  },
  {
    name: 'gate is pure',
    message: 'gate/ imports no other room',
    in: ['electron/gate/links/a.ts'],
    breaks: [
      ...importsOf('../../wire/wire.ts'),
      ...importsOf('../../archive/archive.ts'),
      ...importsOf('../../people/people.ts'),
      ...importsOf('electron'),
      ...importsOf('node:fs/promises'),
    ],
    allowedIn: 'electron/app/a.ts',
    fine: [...importsOf('../trust/person.ts'), ...importsOf('../../../shared/policy.ts')],
  },
  {
    name: 'inspectors are pure',
    message: 'the inspectors import no other room',
    in: ['electron/inspect/archives/a.ts'],
    breaks: [
      ...importsOf('../../gate/links/judge-link.ts'),
      ...importsOf('../host/inspector-process.ts'),
      ...importsOf('electron'),
      ...importsOf('node:fs/promises'),
      ...importsOf('node:worker_threads'),
    ],
    allowedIn: 'electron/inspect/host/a.ts',
    fine: [
      ...importsOf('../types/magic.ts'),
      ...importsOf('../../../shared/policy.ts'),
      ...importsOf('node:zlib'),
    ],
  },
  {
    name: 'only wire speaks XMPP',
    message: 'only electron/wire/ imports @xmpp/*',
    in: ['electron/app/a.ts', 'renderer/a.ts', 'electron/gate/a.ts'],
    breaks: importsOf('@xmpp/client'),
    allowedIn: 'electron/wire/roster.ts',
  },
  {
    name: 'no protocol sends past the border',
    message: 'everything else sends past the border',
    in: ['electron/wire/a.ts'],
    breaks: [
      ...importsOf('./connection/live-stream.ts'),
      ...importsOf('./connection/xmpp-stream.ts'),
      ...importsOf('./connection/xmpp-connection.ts'),
    ],
    allowedIn: 'electron/wire/connection/attempt.ts',
    fine: importsOf('./connection/connection.ts'),
  },
  {
    name: 'only vault opens the keychain',
    message: 'only electron/vault/ imports keytar',
    in: ['electron/app/a.ts', 'electron/wire/a.ts'],
    breaks: importsOf('keytar'),
    allowedIn: 'electron/vault/keychain.ts',
  },
  {
    name: 'only the record is sealed with age',
    message: 'only electron/audit/ and electron/cli/ import age-encryption',
    in: ['electron/app/a.ts', 'electron/wire/a.ts'],
    breaks: importsOf('age-encryption'),
    allowedIn: 'electron/audit/seal.ts',
  },
  {
    name: 'only archive opens the database',
    message: 'only electron/archive/ imports the database',
    in: ['electron/app/a.ts'],
    breaks: [...importsOf('@signalapp/sqlcipher'), ...importsOf('node:sqlite')],
    allowedIn: 'electron/archive/driver.ts',
  },
  {
    name: 'only wire/connection and forward open sockets',
    message:
      'only electron/wire/connection/, electron/forward/ and electron/transfer/http-transfer.ts open sockets',
    in: ['electron/wire/roster.ts', 'electron/app/a.ts', 'electron/report/a.ts', 'renderer/a.ts'],
    breaks: [
      ...['node:net', 'net', 'node:tls', 'node:https', 'node:dgram', 'node:dns/promises', 'undici'].flatMap(
        importsOf,
      ),
      "import { app, net } from 'electron';",
      'export const x = (e: { net: { fetch: () => void } }) => e.net.fetch();',
      "export const x = globalThis.fetch('https://a.example');",
    ],
    allowedIn: 'electron/wire/connection/dial.ts',
  },
  {
    name: 'forward opens the one socket to the log server',
    message:
      'only electron/wire/connection/, electron/forward/ and electron/transfer/http-transfer.ts open sockets',
    in: ['electron/audit/a.ts'],
    breaks: importsOf('node:tls'),
    allowedIn: 'electron/forward/line.ts',
  },
  {
    name: 'of transfer one file speaks HTTP, on a socket of wire/connection',
    message:
      'only electron/wire/connection/, electron/forward/ and electron/transfer/http-transfer.ts open sockets',
    in: ['electron/transfer/a.ts'],
    breaks: importsOf('node:http'),
    allowedIn: 'electron/transfer/http-transfer.ts',
    exactly: true,
  },
  {
    name: 'only wire/connection reaches the network by a global',
    message: 'Do not use the global variable',
    in: ['electron/app/a.ts', 'renderer/a.tsx', 'shared/a.ts'],
    breaks: ["fetch('https://a.example');", "new WebSocket('wss://a.example');", 'new XMLHttpRequest();'],
    allowedIn: 'electron/wire/connection/dial.ts',
  },
  {
    name: 'one module hands things to the operating system',
    message: 'only electron/app/open-external.ts opens anything',
    in: ['electron/app/menu.ts', 'electron/main.ts'],
    breaks: [
      "import { shell } from 'electron';",
      "import { app, shell as s } from 'electron/main';",
      "electron.shell.openExternal('https://a.example');",
      "electron.shell?.openPath('/tmp/a');",
      "electron.shell['openExternal']('https://a.example');",
      'const { openExternal } = electron.shell;',
      'const { openPath: open } = electron.shell;',
    ],
    allowedIn: 'electron/app/open-external.ts',
    exactly: true,
  },
  {
    name: 'one module starts programs',
    message: 'only electron/policy/run-program.ts starts programs',
    in: ['electron/app/menu.ts', 'electron/policy/linux-policy-source.ts'],
    breaks: importsOf('node:child_process').filter((line) => !line.includes('export type')),
    allowedIn: 'electron/policy/run-program.ts',
    exactly: true,
  },
  {
    name: 'certificates are always checked',
    message: 'certificates are always checked',
    in: ['electron/wire/connection/dial.ts', 'test/wire/a.ts', 'build/a.ts'],
    breaks: [
      'connect({ port: 1, rejectUnauthorized: false });',
      "connect({ 'rejectUnauthorized': false });",
      'options.rejectUnauthorized = false;',
      'connect({ rejectUnauthorized });',
    ],
    allowedIn: null,
    fine: ['connect({ port: 1, rejectUnauthorized: true });'],
  },
  {
    name: 'what nobody may guess is not made by Math.random',
    message: 'only electron/wire/connection/environment.ts has Math.random',
    in: ['electron/wire/outgoing.ts', 'shared/a.ts'],
    breaks: [
      'export const id = Math.random().toString(36);',
      'export const id = globalThis.Math.random();',
      "export const id = Math['random']();",
      'const { random } = Math;',
    ],
    allowedIn: 'electron/wire/connection/environment.ts',
    exactly: true,
    fine: ['export const x = Math.max(1, 2);'],
  },
  {
    name: 'text of others is never markup',
    message: 'never parsed as markup',
    in: ['renderer/a.tsx'],
    breaks: [
      'export const x = <p dangerouslySetInnerHTML={{ __html: body }} />;',
      'export const x = { dangerouslySetInnerHTML: { __html: body } };',
      'element.innerHTML = body;',
      "element.insertAdjacentHTML('beforeend', body);",
    ],
    allowedIn: null,
    fine: ['element.textContent = body;'],
  },
];

const diagnosticsSchema = z.object({
  diagnostics: z.array(z.object({ message: z.string(), location: z.object({ path: z.string() }) })),
});

describe('rules of the house', () => {
  const cases = rules.flatMap((rule) =>
    rule.in.flatMap((file) => rule.breaks.map((code) => ({ rule, file, code }))),
  );
  const messages = new Map<string, string[]>();
  let folder = '';

  /** Every case is a file of its own, in a copy of nothing but the linter's configuration; Biome runs once over all. */
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-lint-'));
    await cp(path.join(root, 'build/lint'), path.join(folder, 'build/lint'), { recursive: true });
    const configuration = JSON.parse(await readFile(path.join(root, 'biome.json'), 'utf8'));
    await writeFile(
      path.join(folder, 'biome.json'),
      JSON.stringify({ ...configuration, vcs: { enabled: false } }),
    );
    for (const { rule, file, code } of cases) await put(where(rule, file, code), code);
    for (const rule of rules) {
      for (const [file, code] of allowed(rule)) await put(file, code);
    }
    for (const { message, path: file } of await lint())
      messages.set(file, [...(messages.get(file) ?? []), message]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(rules.flatMap((rule) => rule.in.map((file) => ({ rule, file }))))(
    '$rule.name: refused in $file',
    ({ rule, file }) => {
      const isRefused = (code: string) =>
        found(where(rule, file, code)).some((message) => message.includes(rule.message));
      expect(rule.breaks.filter((code) => !isRefused(code))).toEqual([]);
    },
  );

  test.each(rules)('$name: what is allowed is not refused', (rule) => {
    const refused = allowed(rule).filter(([file]) => found(file).some((text) => text.includes(rule.message)));
    expect(refused).toEqual([]);
  });

  const found = (file: string) => messages.get(file) ?? [];

  async function put(file: string, code: string): Promise<void> {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `${code}\n`);
  }

  async function lint(): Promise<{ message: string; path: string }[]> {
    const biome = path.join(root, 'node_modules/.bin/biome');
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
    const { stdout } = await run(biome, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }).catch(
      (refused) => refused,
    );
    const { diagnostics } = diagnosticsSchema.parse(JSON.parse(stdout));
    return diagnostics.map(({ message, location }) => ({ message, path: location.path }));
  }
});

/** Files that keep the rule, with what is in them. */
function allowed(rule: Rule): [file: string, code: string][] {
  const place = rule.allowedIn;
  const fine = (rule.fine ?? []).map((code): [string, string] => [where(rule, rule.in[0] ?? '', code), code]);
  if (place === null) return fine;
  if (rule.exactly)
    return [...fine, [place, rule.breaks.filter((line) => !line.startsWith('const')).join('\n')]];
  return [...fine, ...rule.breaks.map((code): [string, string] => [where(rule, place, code), code])];
}

/** A path in the same room as `file`, one per case. */
function where(rule: Rule, file: string, code: string): string {
  const number = `${rules.indexOf(rule)}-${[...rule.breaks, ...(rule.fine ?? [])].indexOf(code)}`;
  const extension = path.extname(file);
  return `${file.slice(0, -extension.length)}-${number}${extension}`;
}
