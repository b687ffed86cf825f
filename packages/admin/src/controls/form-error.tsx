import { CircleAlert } from "lucide-preact";

/** What is wrong with a form as a whole; the region stays, so that the text is announced when it comes. */
export function FormError({ text }: { text: string | null }) {
  return (
    <div role="alert" class="form-error-region">
      {text && (
        <p class="form-error">
          <CircleAlert size={16} aria-hidden />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
