import { Bone, Loading } from "../controls/states.tsx";

const widths = ["140px", "96px", "180px", "120px", "160px", "110px", "150px", "128px"];

export function ContactSkeleton() {
  return (
    <Loading>
      <div class="skeleton-rows">
        {widths.map((width) => (
          <div key={width} class="skeleton-row contact-bones">
            <Bone width={width} />
            <Bone width="170px" />
            <Bone width="88px" height="24px" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
