import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { element } from '../above/element.ts';
import { pageText } from './page-text.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface PdfPageParts {
  readonly number: number;
  readonly size: Size;
  readonly label: string;
  readonly broken: string;
  /** Said of a page without text. */
  readonly wordless: string;
  readonly annotations: number;
  readonly load: () => Promise<PDFPageProxy>;
}

/** Of one page's canvas: a page can say that it is a kilometre wide. */
const mostPoints = 8_000_000;
/** CSS pixels of a PDF's unit, which is 1/72 of an inch (ISO 32000-1 section 8.3.2.3). */
const unit = 96 / 72;

/** One page: room of its size, and while it is near its picture, with its words for who hears it. */
export class PdfPage {
  readonly frame: HTMLElement;
  readonly #parts: PdfPageParts;
  #size: Size;
  #isNear = false;
  #drawing: { cancel(): void } | null = null;
  /** Which drawing is meant; what an earlier one brings is thrown away. */
  #turn = 0;

  constructor(parts: PdfPageParts) {
    this.#parts = parts;
    this.#size = parts.size;
    this.frame = element('div', { class: 'page', role: 'group', 'aria-label': parts.label });
    this.#resize();
  }

  setNear(isNear: boolean): void {
    if (isNear === this.#isNear) return;
    this.#isNear = isNear;
    this.redraw();
  }

  redraw(): void {
    this.#turn += 1;
    this.#drawing?.cancel();
    this.#drawing = null;
    if (!this.#isNear) this.frame.replaceChildren();
    else void this.#draw(this.#turn);
  }

  async #draw(turn: number): Promise<void> {
    try {
      const page = await this.#parts.load();
      const size = page.getViewport({ scale: 1 });
      this.#size = size;
      this.#resize();
      const wanted = (this.frame.clientWidth * devicePixelRatio) / size.width;
      const scale = Math.min(wanted, Math.sqrt(mostPoints / (size.width * size.height)));
      const viewport = page.getViewport({ scale });
      const canvas = element('canvas', {
        'aria-hidden': 'true',
        width: String(Math.ceil(viewport.width)),
        height: String(Math.ceil(viewport.height)),
      });
      if (turn !== this.#turn) return;
      const drawing = page.render({ canvas, viewport, annotationMode: this.#parts.annotations });
      this.#drawing = drawing;
      await drawing.promise;
      if (turn !== this.#turn) return;
      this.frame.replaceChildren(canvas);
      const words = (await pageText(page)) || this.#parts.wordless;
      if (turn === this.#turn) this.frame.append(element('p', { class: 'words' }, words));
    } catch {
      // Another drawing took its place, or the page is broken.
      if (turn === this.#turn)
        this.frame.replaceChildren(element('p', { class: 'message' }, this.#parts.broken));
    }
  }

  #resize(): void {
    const { width, height } = this.#size;
    this.frame.style.setProperty('--page-width', `${Math.min(width * unit, 20_000)}px`);
    this.frame.style.aspectRatio = `${width} / ${height}`;
  }
}
