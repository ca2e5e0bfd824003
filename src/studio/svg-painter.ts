import { escapeHtml } from '../kernel/escape-html.ts';
import type { Drawing, Fill, Gradient, GroupShape, Shadow, Shape, TextShape } from './drawing.ts';
import { textWidth } from './text-width.ts';

const FALLBACK_FONTS = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";

export type SvgDocument = {
  readonly width: number;
  readonly height: number;
  readonly locale: string;
  /** Asked for first; readers who lack it see what their system has. */
  readonly fontFamily: string;
  /** Read out by screen readers in place of the picture. */
  readonly title: string;
  readonly description: string;
  readonly drawing: Drawing;
};

/** A drawing as a standalone SVG: no scripts, no outside references, with title and description. */
export function svgDocument(document: SvgDocument): string {
  const painter = new SvgPainter();
  const body = painter.paint(document.drawing);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${document.width} ${document.height}" width="${document.width}" height="${document.height}" role="img" aria-labelledby="title desc" lang="${document.locale}" font-family="${fontStack(document.fontFamily)}">`,
    `<title id="title">${escapeHtml(document.title)}</title>`,
    `<desc id="desc">${escapeHtml(document.description)}</desc>`,
    `<defs>${painter.definitions()}</defs>`,
    body,
    '</svg>\n',
  ].join('\n');
}

function fontStack(family: string): string {
  return family === 'Inter' ? `Inter, ${FALLBACK_FONTS}` : `'${family}', Inter, ${FALLBACK_FONTS}`;
}

const r = (value: number): string => String(Math.round(value * 100) / 100);

/** Collects gradients, shadows and clips while it writes shapes; equal ones are defined once. */
class SvgPainter {
  readonly #definitions = new Map<string, { id: string; markup: string }>();

  paint(drawing: Drawing): string {
    return drawing.map((shape) => this.#shape(shape)).join('');
  }

  definitions(): string {
    return [...this.#definitions.values()].map((definition) => definition.markup).join('');
  }

  #define(key: string, markup: (id: string) => string): string {
    const known = this.#definitions.get(key);
    if (known) return known.id;
    const id = `d${this.#definitions.size + 1}`;
    this.#definitions.set(key, { id, markup: markup(id) });
    return id;
  }

  #shape(shape: Shape): string {
    if ((shape.opacity ?? 1) <= 0.004) return '';
    switch (shape.kind) {
      case 'group':
        return this.#group(shape);
      case 'text':
        return textMarkup(shape);
      case 'rect': {
        if (shape.width <= 0 || shape.height <= 0) return '';
        const radius = Math.min(shape.radius ?? 0, shape.width / 2, shape.height / 2);
        const box = `x="${r(shape.x)}" y="${r(shape.y)}" width="${r(shape.width)}" height="${r(shape.height)}"`;
        return `<rect ${box}${radius ? ` rx="${r(radius)}"` : ''}${this.#look(shape)}/>`;
      }
      case 'circle':
        if (shape.radius <= 0) return '';
        return `<circle cx="${r(shape.cx)}" cy="${r(shape.cy)}" r="${r(shape.radius)}"${this.#look(shape)}/>`;
      case 'path': {
        if (!shape.d.includes('L') && !shape.d.includes('C') && !shape.d.includes('Q')) return '';
        const dash = shape.dash ? ` stroke-dasharray="${shape.dash.map(r).join(' ')}"` : '';
        return `<path d="${shape.d}"${dash}${this.#look(shape)}/>`;
      }
    }
  }

  #group(shape: GroupShape): string {
    const inner = this.paint(shape.children);
    if (!inner) return '';
    const moves = [
      shape.x || shape.y ? `translate(${r(shape.x)} ${r(shape.y)})` : '',
      shape.turn ? `rotate(${r(shape.turn)})` : '',
      shape.scale !== 1 ? `scale(${Math.round(shape.scale * 10_000) / 10_000})` : '',
    ].filter(Boolean);
    const transform = moves.length ? ` transform="${moves.join(' ')}"` : '';
    const opacity = shape.opacity < 1 ? ` opacity="${r(shape.opacity)}"` : '';
    const { clip } = shape;
    const clipped = clip ? ` clip-path="url(#${this.#clip(clip)})"` : '';
    return `<g${transform}${opacity}${clipped}>${inner}</g>`;
  }

  #clip(clip: NonNullable<GroupShape['clip']>): string {
    return this.#define(
      `clip ${JSON.stringify(clip)}`,
      (id) =>
        `<clipPath id="${id}"><rect x="${r(clip.x)}" y="${r(clip.y)}" width="${r(clip.width)}" height="${r(clip.height)}" rx="${r(clip.radius)}"/></clipPath>`,
    );
  }

  #look(shape: {
    fill?: Fill;
    stroke?: string;
    strokeWidth?: number;
    opacity?: number;
    shadow?: Shadow;
  }): string {
    const fill = shape.fill ? this.#fill(shape.fill) : 'none';
    const stroke = shape.stroke
      ? ` stroke="${shape.stroke}" stroke-width="${r(shape.strokeWidth ?? 1)}" stroke-linecap="round" stroke-linejoin="round"`
      : '';
    const opacity = (shape.opacity ?? 1) < 1 ? ` opacity="${r(shape.opacity ?? 1)}"` : '';
    const shadow = shape.shadow ? ` filter="url(#${this.#shadow(shape.shadow)})"` : '';
    return ` fill="${fill}"${stroke}${opacity}${shadow}`;
  }

  #fill(fill: Fill): string {
    return typeof fill === 'string' ? fill : `url(#${this.#gradient(fill)})`;
  }

  #gradient(gradient: Gradient): string {
    const stops = gradient.stops.map(
      ([offset, color]) => `<stop offset="${r(offset)}" stop-color="${color}"/>`,
    );
    return this.#define(
      JSON.stringify(gradient),
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${r(gradient.x1)}" y1="${r(gradient.y1)}" x2="${r(gradient.x2)}" y2="${r(gradient.y2)}">${stops.join('')}</linearGradient>`,
    );
  }

  #shadow(shadow: Shadow): string {
    return this.#define(
      `shadow ${JSON.stringify(shadow)}`,
      (id) =>
        `<filter id="${id}" x="-30%" y="-30%" width="160%" height="180%"><feDropShadow dx="0" dy="${r(shadow.dy)}" stdDeviation="${r(shadow.blur / 2)}" flood-color="${shadow.color.slice(0, 7)}" flood-opacity="${r(Number.parseInt(shadow.color.slice(7, 9) || 'ff', 16) / 255)}"/></filter>`,
    );
  }
}

/**
 * As wide as Inter has it, whatever face the reader's system puts in its place: a picture inside a page may
 * not load one, and a wider face would run over the edge.
 */
function lengthOf(shape: TextShape): string {
  return ` textLength="${r(textWidth(shape.text, shape))}" lengthAdjust="spacingAndGlyphs"`;
}

function textMarkup(shape: TextShape): string {
  const anchor = { left: '', center: ' text-anchor="middle"', right: ' text-anchor="end"' }[shape.align];
  const tabular = shape.isTabular ? ' style="font-variant-numeric:tabular-nums"' : '';
  const opacity = (shape.opacity ?? 1) < 1 ? ` opacity="${r(shape.opacity ?? 1)}"` : '';
  return `<text x="${r(shape.x)}" y="${r(shape.y)}" font-size="${r(shape.size * (shape.font?.sizeFactor ?? 1))}" font-weight="${shape.weight}" fill="${shape.fill}"${anchor}${tabular}${opacity}${lengthOf(shape)}>${escapeHtml(shape.text)}</text>`;
}
