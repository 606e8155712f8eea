const shapes = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  stop: 'M3.5 3.5h9v9h-9z',
  up: 'M8 3.5l4.5 5-1.4 1.3L9 7.4V13H7V7.4L4.9 9.8 3.5 8.5z',
  down: 'M8 12.5l4.5-5-1.4-1.3L9 8.6V3H7v5.6L4.9 6.2 3.5 7.5z',
  remove: 'M4.4 3.3L8 6.9l3.6-3.6 1.1 1.1L9.1 8l3.6 3.6-1.1 1.1L8 9.1l-3.6 3.6-1.1-1.1L6.9 8 3.3 4.4z',
  add: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z',
} as const;

/** A picture beside or instead of words that the button itself says. */
export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
