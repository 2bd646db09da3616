// Drawn, for fonts do not all have them.

const shapes = {
  first: 'M3 3h2v10H3z M13 3v10L6 8z',
  previous: 'M11 3v10L4 8z',
  next: 'M5 3v10l7-5z',
  pause: 'M4 3h3v10H4z M9 3h3v10H9z',
  play: 'M5 3v10l7-5z M2 3h2v10H2z',
};

export const Icon = ({ name }: { name: keyof typeof shapes }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={shapes[name]} />
  </svg>
);
