const svg = 'http://www.w3.org/2000/svg';

/** lucide "triangle-alert" (ISC licence), drawn here so that the confirmation loads no icon library. */
export function warningIcon(): SVGSVGElement {
  const icon = document.createElementNS(svg, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  for (const line of [
    'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3',
    'M12 9v4',
    'M12 17h.01',
  ]) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', line);
    icon.append(path);
  }
  return icon;
}
