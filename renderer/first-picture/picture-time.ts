/** When all lines of the first picture were on the screen, in milliseconds since the epoch; null when there was none. */
let seenAt: number | null = null;

/** To be called while the picture is still there. The observer is told of what was painted before it came. */
export function watchPicture(): void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('renderTime' in entry && typeof entry.renderTime === 'number')
        seenAt = Math.max(seenAt ?? 0, performance.timeOrigin + entry.renderTime);
  });
  observer.observe({ type: 'element', buffered: true });
}

export function pictureSeenAt(): number | null {
  return seenAt;
}
