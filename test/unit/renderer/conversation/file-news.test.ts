import { describe, expect, it } from 'vitest';
import { announcement, fileNews } from '../../../../renderer/conversation/use-announced-news.ts';
import { catalogueOf } from '../../../../renderer/text/catalogue.ts';
import { verdictOf } from '../../../../shared/model/verdict.ts';
import { sharedFile } from '../fixture/files-story.ts';
import { message } from '../fixture/messages.ts';

const texts = { text: catalogueOf('en'), language: 'en' } as const;
const program = verdictOf([
  { code: 'file.program', level: 'hold', params: { where: '', type: 'windows-program' } },
]);

describe('what is spoken of a file', () => {
  it('is its name and the words beside it when it comes', () => {
    const came = message('bea@corp.test', { body: 'As promised', at: 0, file: sharedFile('a\u202efdp.exe') });
    expect(announcement(came, texts)).toBe('File: a[U+202E]fdp.exe. As promised');
  });

  it.each([
    ['ready', sharedFile('a.pdf', { state: 'ready' }), 'a.pdf has been inspected and is ready.'],
    [
      'held, with the reason',
      sharedFile('a.exe', { state: 'held', verdict: program }),
      'a.exe is held. This file is a program (a Windows program).',
    ],
    [
      'failed, with the cause',
      sharedFile('a.pdf', { state: 'failed', failure: 'gone' }),
      'a.pdf failed. The server no longer has it.',
    ],
    ['shared', sharedFile('a.pdf', { state: 'shared' }), 'a.pdf is shared.'],
  ])('is that it is %s, once it is', (_what, file, words) => {
    expect(fileNews({ file }, 'inspecting', texts)).toBe(words);
    expect(fileNews({ file }, file.state, texts)).toBeNull();
    // What was there when the conversation was opened is no news.
    expect(fileNews({ file }, undefined, texts)).toBeNull();
  });
});
