import type { ToInspector } from './protocol.ts';

/** A process or thread that runs `inspector-process.ts`. */
export interface InspectorChild {
  /** Bytes in it may be handed over: whoever posts does not touch them again. */
  post(message: ToInspector): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, however it ended: by itself, by a crash, by a limit or by `end`. */
  onExit(listener: () => void): void;
  end(): void;
}
