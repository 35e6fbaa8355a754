// Running other programs the way the bootstrap wants it: nothing waits on a terminal, and whatever takes longer than
// a few seconds says that it is still at work.

import { spawn } from 'node:child_process';

const HEARTBEAT_MS = 5000;

/** Progress goes to stderr: stdout belongs to the command that is handed over to. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program with its stdout captured and its stderr shown.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, label?: string }} [options] label: repeated every few seconds
 * @returns {Promise<{ code: number, stdout: string }>} code 127 when the program cannot be started
 */
export function runQuietly(program, args, options = {}) {
  return run(program, args, { ...options, stdout: 'pipe' });
}

/**
 * Runs a program and shows everything it says, on stderr.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, label?: string }} [options]
 * @returns {Promise<{ code: number, stdout: string }>}
 */
export function runVisibly(program, args, options = {}) {
  return run(program, args, { ...options, stdout: 'show' });
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, label?: string, stdout: 'pipe' | 'show' }} options
 * @returns {Promise<{ code: number, stdout: string }>}
 */
function run(program, args, { env = process.env, cwd, label, stdout }) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(program, args, {
      env,
      ...(cwd ? { cwd } : {}),
      stdio: ['ignore', stdout === 'pipe' ? 'pipe' : process.stderr, 'inherit'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    const heartbeat = label
      ? setInterval(() => say(`  ${label}: ${Math.round((Date.now() - started) / 1000)} s`), HEARTBEAT_MS)
      : undefined;
    /** @param {number} code */
    const end = (code) => {
      clearInterval(heartbeat);
      resolve({ code, stdout: output });
    };
    child.on('error', () => end(127));
    child.on('close', (code) => end(code ?? 1));
  });
}
