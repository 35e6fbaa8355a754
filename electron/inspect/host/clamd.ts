import net from 'node:net';
import { allow, type Verdict, verdictOf } from '../../../shared/model/verdict.ts';

const pieceSize = 64 * 1024;
const longestAnswer = 4096;

/**
 * What a ClamAV daemon says of these bytes, over its socket (clamd(8), INSTREAM). A daemon that cannot be asked, does not answer in time
 * or gives up has not looked: that holds. So does what it calls encrypted or over its limits, which it would report as clean unless it is
 * told to alert (AlertEncrypted, AlertExceedsMax).
 */
export async function scanWithClamd(
  bytes: Uint8Array,
  socketFile: string,
  milliseconds: number,
): Promise<Verdict> {
  try {
    return verdictOfAnswer(await ask(bytes, socketFile, milliseconds));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    return notScanned(code);
  }
}

async function ask(bytes: Uint8Array, path: string, milliseconds: number): Promise<string> {
  const socket = net.connect({ path });
  try {
    return await new Promise((resolve, reject) => {
      let answer = '';
      socket.setTimeout(milliseconds, () => reject(new NoAnswer('timeout')));
      socket.setEncoding('utf8');
      socket.on('data', (text) => {
        answer += text;
        if (answer.includes('\0') || answer.length > longestAnswer) resolve(answer);
      });
      socket.on('end', () => reject(new NoAnswer('closed')));
      socket.on('error', (error) => {
        // A stream over its limit is answered and closed while the rest is still being written.
        if (answer === '') reject(error);
        else resolve(answer);
      });
      socket.write('zINSTREAM\0');
      for (let start = 0; start < bytes.byteLength; start += pieceSize) {
        const piece = bytes.subarray(start, start + pieceSize);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.byteLength);
        socket.write(length);
        socket.write(piece);
      }
      socket.write(Buffer.alloc(4));
    });
  } finally {
    socket.destroy();
  }
}

class NoAnswer extends Error {
  readonly code: string;

  constructor(code: 'timeout' | 'closed') {
    super(code);
    this.code = code;
  }
}

function verdictOfAnswer(answer: string): Verdict {
  const line = /^stream: ([^\0]{1,500})\0/.exec(answer)?.[1];
  if (line === 'OK') return allow;
  const signature = line === undefined ? undefined : /^(.+) FOUND$/.exec(line)?.[1];
  if (signature === undefined)
    return notScanned(answer.includes('size limit exceeded') ? 'size limit' : 'error');
  if (/^Heuristics\.Limits\.Exceeded/.test(signature)) return notScanned('limit of the scanner');
  if (/^Heuristics\.Encrypted/.test(signature))
    return verdictOf([{ code: 'file.encrypted', level: 'hold', params: { where: '' } }]);
  return verdictOf([{ code: 'file.malware', level: 'block', params: { signature, where: '' } }]);
}

function notScanned(cause: string): Verdict {
  const params = { inspector: 'clamd', cause, where: '' };
  return verdictOf([{ code: 'file.not-inspected', level: 'hold', params }]);
}
