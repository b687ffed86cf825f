import { LoaderCircle } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";

type ButtonProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon"> & {
  variant?: "default" | "primary" | "quiet" | "danger";
  /** While true it cannot be pressed again; its width stays. */
  busy?: boolean;
  children?: ComponentChildren;
};

export function Button({ variant = "default", busy = false, class: extra, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${variant}${busy ? " is-busy" : ""}${extra ? ` ${extra}` : ""}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {children}
      {busy && (
        <span class="button-spinner">
          <LoaderCircle size={16} aria-hidden />
        </span>
      )}
    </button>
  );
}

type IconButtonProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon"> & {
  label: string;
  children: ComponentChildren;
};

export function IconButton({ label, class: extra, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button${extra ? ` ${extra}` : ""}`}
      aria-label={label}
      title={label}
    >
      {children}
    </button>
  );
}
