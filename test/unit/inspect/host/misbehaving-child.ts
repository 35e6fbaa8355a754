import { parent } from '../../../../electron/inspect/host/parent.ts';
import type { ToInspector } from '../../../../electron/inspect/host/protocol.ts';

// In place of the process that looks into files: does what the name of the file says, where the real one would not on command.
const main = parent();
const pieceOfText = { kind: 'text', text: 'x'.repeat(200_000), isLast: false };
let name = '';
main.onMessage((data) => {
  const message = data as ToInspector;
  if (message.kind === 'begin') name = message.name;
  if (message.kind === 'piece') main.post({ kind: 'more' });
  if (message.kind === 'check') main.post({ kind: 'checked', problem: 'none' });
  if (message.kind === 'end') misbehave();
  if (message.kind === 'next') main.post(name === 'endless' ? pieceOfText : { kind: 'more' });
});

function misbehave(): void {
  if (name === 'crash') throw new Error('crash');
  if (name === 'exit') process.exit(0);
  if (name === 'hang') for (;;);
  if (name === 'memory') {
    const kept: string[][] = [];
    for (;;) kept.push(new Array<string>(100_000).fill('x'));
  }
  const verdict = { level: 'allow', reasons: [] };
  if (name === 'nonsense') main.post({ kind: 'judged', type: 'pdf', verdict: { level: 'fine' } });
  else if (name === 'endless' || name === 'broken off') main.post(pieceOfText);
  else if (name.startsWith('[')) main.post({ kind: 'cuts', cuts: JSON.parse(name) });
  else main.post({ kind: 'judged', type: 'text', verdict });
}
