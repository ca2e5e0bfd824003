import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type PlayerElement<More = unknown> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & More;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'media-controller': PlayerElement<{ autohide?: string; nohotkeys?: boolean }>;
      'media-control-bar': PlayerElement;
      'media-play-button': PlayerElement;
      'media-time-range': PlayerElement;
      'media-time-display': PlayerElement<{ showduration?: boolean }>;
      'media-captions-button': PlayerElement;
      'media-fullscreen-button': PlayerElement;
    }
  }
}
