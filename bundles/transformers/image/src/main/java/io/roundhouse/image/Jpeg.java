package io.roundhouse.image;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** Decodes the samples with the JDK and makes colours of them here, where no colour profile and no heuristic is asked. */
final class Jpeg implements Encoded {
    /** Some cameras write zeros there; every decoder passes over them. */
    private static final String HARMLESS = "extraneous bytes";

    private final JpegSegments segments;
    private final JpegReaders readers;
    private final Header header;

    Jpeg(JpegSegments segments, JpegReaders readers) throws Unreadable {
        this.segments = segments;
        this.readers = readers;
        this.header = segments.header();
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Picture decode() throws Unreadable {
        Raster raster = raster();
        int components = segments.components();
        if (raster.getWidth() != header.width()
                || raster.getHeight() != header.height()
                || raster.getNumBands() != components) {
            throw damaged("its parts contradict each other");
        }
        int bands = components == 1 ? 1 : 3;
        byte[] pixels = new byte[header.width() * header.height() * bands];
        byte[] line = new byte[header.width() * components];
        for (int y = 0; y < header.height(); y++) {
            raster.getDataElements(0, y, header.width(), 1, line);
            JpegColours.convert(segments.colours(), line, pixels, y * header.width() * bands);
        }
        return new Picture(header.width(), header.height(), bands, pixels);
    }

    private Raster raster() throws Unreadable {
        ImageReader reader = null;
        try {
            reader = readers.open();
            StringBuilder warnings = new StringBuilder();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warnings.length() == 0 && !warning.contains(HARMLESS)) {
                    warnings.append(warning);
                }
            });
            reader.setInput(new MemoryStream(segments.essential()), true, true);
            Raster raster = reader.readRaster(0, null);
            if (warnings.length() > 0) {
                throw damaged(warnings.toString());
            }
            return raster;
        } catch (IOException | RuntimeException e) { // the decoder's own checks throw either
            throw damaged(String.valueOf(e.getMessage()));
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static Unreadable damaged(String how) {
        return new Unreadable("is a damaged JPEG: " + how);
    }
}
