import type { ComponentChildren } from "preact";

const icons = {
  wait: "M12 7.5v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  trouble: "M12 8v5m0 3v.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  person: "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20c.9-3.3 3.9-5 7.5-5s6.6 1.7 7.5 5",
  done: "M8 12.5l3 3 5.5-6.5M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
} as const;

type StateProps = { icon: keyof typeof icons; title: string; children?: ComponentChildren };

/** A page that says one thing. */
export function State({ icon, title, children }: StateProps) {
  return (
    <div class="state">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={icons[icon]} />
      </svg>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
