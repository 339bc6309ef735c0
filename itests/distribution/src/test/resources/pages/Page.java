import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws the page that OcrIT reads, as {@code java Page.java page.png}; needs the font DejaVu Serif. */
public final class Page {
    private static final String[] LINES = {
        "A roundhouse is where locomotives change engines",
        "while the line keeps running. This server is never",
        "restarted: engines are added, upgraded, compared",
        "and removed while requests are being answered.",
        "Invoice 20731 of 14 March 2026, total 1,482.50",
    };

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        BufferedImage page = new BufferedImage(900, 420, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(new Color(235, 235, 235));
        graphics.fillRect(0, 0, 900, 420);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.rotate(Math.toRadians(1.2), 450, 210); // as a hand lays it on a scanner
        graphics.setColor(new Color(40, 40, 40));
        graphics.setFont(new Font("DejaVu Serif", Font.PLAIN, 28));
        for (int i = 0; i < LINES.length; i++) {
            graphics.drawString(LINES[i], 70, 80 + 70 * i);
        }
        graphics.dispose();
        ImageIO.write(page, "png", new File(arguments[0]));
    }
}
