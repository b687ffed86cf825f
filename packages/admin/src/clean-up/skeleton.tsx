import { Bone, Loading } from "../controls/states.tsx";

export function GroupsSkeleton() {
  return (
    <Loading>
      <div class="groups">
        {["120px", "180px", "96px"].map((width) => (
          <div key={width} class="group">
            <div class="group-head">
              <Bone width={width} />
            </div>
            <div class="bones">
              <Bone width="96px" height="24px" />
              <Bone width="128px" height="24px" />
            </div>
            <div class="group-actions">
              <Bone width="132px" height="34px" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}

export function RowsSkeleton() {
  return (
    <Loading>
      {["110px", "72px", "132px", "88px", "96px"].map((width) => (
        <div key={width} class="skeleton-row">
          <Bone width={width} height="24px" />
          <Bone width="72px" />
        </div>
      ))}
    </Loading>
  );
}
