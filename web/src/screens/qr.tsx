// qr -- an address as a QR code, drawn as one path.

import qrcode from "qrcode-generator";
import { useMemo } from "preact/hooks";

const quiet = 4;            // ISO/IEC 18004: the light margin, in modules

export function Qr({ text, label }: { text: string; label: string }) {
	const [size, path] = useMemo(() => {
		const code = qrcode(0, "M");
		code.addData(text);
		code.make();
		const count = code.getModuleCount();
		const all = Array.from({ length: count * count }, (_, i) => [Math.floor(i / count), i % count] as const);
		return [count + 2 * quiet, all.filter(([y, x]) => code.isDark(y, x)).map(([y, x]) => `M${x + quiet} ${y + quiet}h1v1h-1z`).join("")] as const;
	}, [text]);

	return (
		<svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<rect class="qr-light" width={size} height={size} /><path class="qr-dark" d={path} />
		</svg>
	);
}
