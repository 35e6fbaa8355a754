declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** What reads a PDF, for a worker or for the page itself. */
  export const WorkerMessageHandler: unknown;
}
