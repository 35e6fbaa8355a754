// Main in the place of the product's: inspects what it is told to in a utility process. Built and started by
// utility-process.test.ts, which calls it through Playwright.

import { createHash } from 'node:crypto';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { app, BrowserWindow } from 'electron';
import { type InspectedFile, InspectFiles } from '../../../electron/inspect/host/inspect-files.ts';
import { utilityChild } from '../../../electron/inspect/host/utility-child.ts';
import { policySchema } from '../../../shared/policy.ts';

declare global {
  var inspection: { inspect: typeof inspect; stall: typeof stall };
}

function inspectionIn(entry: string, scanTimeoutMs: number, heapMb: number): InspectFiles {
  const rules = {
    policy: policySchema.parse({ files: { scanTimeoutMs } }),
    account: 'alice@corp.test',
    blocklist: { kind: 'text', text: 'bad.test' },
    blockedHashes: [],
    yaraRules: [],
  } as const;
  return new InspectFiles({
    start: () => utilityChild(path.join(import.meta.dirname, entry), heapMb),
    rules: () => rules,
    idleMs: null,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

const inspections = {
  real: inspectionIn('inspector-process.js', 30_000, 512),
  misbehaving: inspectionIn('misbehaving-child.js', 100, 48),
};

function inspect(which: keyof typeof inspections, name: string, base64: string): Promise<InspectedFile> {
  const content = Buffer.from(base64, 'base64');
  return inspections[which].inspect({ content, name, declaredType: null });
}

/** Milliseconds that main could do nothing else while this many bytes were inspected. */
async function stall(size: number): Promise<{ readonly longest: number; readonly isWhole: boolean }> {
  const content = Buffer.alloc(size, 'Gatehouse');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const { sha256 } = await inspections.real.inspect({ content, name: 'a.txt', declaredType: null });
  delay.disable();
  return { longest: delay.max / 1e6, isWhole: sha256 === createHash('sha256').update(content).digest('hex') };
}

globalThis.inspection = { inspect, stall };
void app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'));
