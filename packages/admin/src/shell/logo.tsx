export function Logo() {
  return (
    <span class="logo">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M8 10.5A2.5 2.5 0 0 1 10.5 8h6.2c.66 0 1.3.26 1.77.73l5.8 5.8a2.5 2.5 0 0 1 0 3.54l-6.2 6.2a2.5 2.5 0 0 1-3.54 0l-5.8-5.8A2.5 2.5 0 0 1 8 16.7z"
          fill="var(--accent-fg)"
        />
        <circle cx="13" cy="13" r="2" fill="var(--accent)" />
      </svg>
      <span class="logo-name">Tagdeck</span>
    </span>
  );
}
