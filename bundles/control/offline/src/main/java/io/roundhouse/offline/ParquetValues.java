package io.roundhouse.offline;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** The values of one column in one row group, into cells. A date is a text where a text is read, and a number else. */
final class ParquetValues {
    private final Path file;
    private final SchemaElement element;
    private final Cells cells;
    private final ColumnReader reader;
    private final int present;

    private ParquetValues(Path file, SchemaElement element, Cells cells, ColumnReader reader, int present) {
        this.file = file;
        this.element = element;
        this.cells = cells;
        this.reader = reader;
        this.present = present;
    }

    static ParquetValues of(
            Path file, @Nullable SchemaElement element, Cells cells, PageReader pages, @Nullable String writer) {
        String name = cells.spec.name();
        if (element == null) {
            throw Mistakes.file(file, "it has no column '" + name + "' of one value a row");
        }
        boolean decimal = element.getConverted_type() == ConvertedType.DECIMAL
                || (element.isSetLogicalType() && element.getLogicalType().isSetDECIMAL());
        if (decimal || element.getType() == org.apache.parquet.format.Type.INT96) {
            throw Mistakes.file(
                    file,
                    "column '" + name + "' is " + (decimal ? "a DECIMAL" : "an INT96")
                            + ", which is not read here; write it as DOUBLE, INT64, TIMESTAMP or STRING");
        }
        boolean required = element.getRepetition_type() == FieldRepetitionType.REQUIRED;
        PrimitiveType type = new PrimitiveType(
                required ? Repetition.REQUIRED : Repetition.OPTIONAL,
                switch (element.getType()) {
                    case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
                    case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
                    default -> PrimitiveTypeName.valueOf(element.getType().name());
                },
                element.getType_length(),
                name);
        int present = required ? 0 : 1;
        ColumnDescriptor descriptor = new ColumnDescriptor(new String[] {name}, type, 0, present);
        ColumnReader reader = new ColumnReaderImpl(descriptor, pages, new PrimitiveConverter() {}, version(writer));
        return new ParquetValues(file, element, cells, reader, present);
    }

    /** Some writers of old made mistakes that the reader knows. */
    private static @Nullable ParsedVersion version(@Nullable String writer) {
        try {
            return writer == null ? null : VersionParser.parse(writer);
        } catch (VersionParseException e) {
            return null;
        }
    }

    /** The next rows, counted from 1 for a message. */
    void read(int rows, long firstRow) {
        for (int i = 0; i < rows; i++) {
            boolean missing = reader.getCurrentDefinitionLevel() < present;
            if (!(missing ? cells.missing() : put())) {
                throw Mistakes.file(
                        file,
                        "row " + (firstRow + i) + ", column '" + cells.spec.name() + "' holds "
                                + (missing ? "nothing" : "'" + shown() + "'") + "; " + cells.expected());
            }
            reader.consume();
        }
    }

    private boolean put() {
        return switch (element.getType()) {
            case BOOLEAN -> cells.number(reader.getBoolean() ? 1 : 0);
            case INT32 -> isDate() ? date() : cells.whole(reader.getInteger());
            case INT64 -> isTime() ? time() : cells.whole(reader.getLong());
            case FLOAT -> cells.number(reader.getFloat());
            case DOUBLE -> cells.number(reader.getDouble());
            default -> cells.bytes(reader.getBinary().getBytesUnsafe());
        };
    }

    private boolean isDate() {
        return element.getConverted_type() == ConvertedType.DATE && cells instanceof TextCells;
    }

    private boolean date() {
        return chars(LocalDate.ofEpochDay(reader.getInteger()).toString());
    }

    private boolean isTime() {
        return cells instanceof TextCells
                && element.isSetLogicalType()
                && element.getLogicalType().isSetTIMESTAMP();
    }

    private boolean time() {
        TimestampType type = element.getLogicalType().getTIMESTAMP();
        ChronoUnit unit = type.getUnit().isSetMILLIS()
                ? ChronoUnit.MILLIS
                : type.getUnit().isSetMICROS() ? ChronoUnit.MICROS : ChronoUnit.NANOS;
        Instant instant = Instant.EPOCH.plus(reader.getLong(), unit);
        return chars(
                type.isIsAdjustedToUTC()
                        ? instant.toString()
                        : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString());
    }

    private boolean chars(String text) {
        return cells.text(text.toCharArray(), 0, text.length());
    }

    private String shown() {
        return switch (element.getType()) {
            case BOOLEAN -> Boolean.toString(reader.getBoolean());
            case INT32 -> Integer.toString(reader.getInteger());
            case INT64 -> Long.toString(reader.getLong());
            case FLOAT -> Float.toString(reader.getFloat());
            case DOUBLE -> Double.toString(reader.getDouble());
            default -> reader.getBinary().toStringUsingUTF8();
        };
    }
}
