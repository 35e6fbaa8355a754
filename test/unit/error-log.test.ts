import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { errorLog } from '../../electron/error-log.ts';

it('tells the kind of an error and where it happened, never its text', () => {
  const lines: string[] = [];
  const out = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  errorLog(out)('archive-failed', Object.assign(new RangeError('a sentence'), { code: 'damaged' }));
  expect(lines).toEqual(['gatehouse: archive-failed: RangeError damaged\n']);
});

it('does not end the program when the terminal is gone', async () => {
  const out = new Writable({ write: (_line, _encoding, done) => done(new Error('write EPIPE')) });
  const closed = new Promise((resolve) => out.once('close', resolve));
  const log = errorLog(out);
  log('stanza-ignored', 'carbon.foreign');
  // Without a listener the failure would have been an uncaught exception by now.
  await closed;
  log('stanza-ignored', 'carbon.foreign');
});
