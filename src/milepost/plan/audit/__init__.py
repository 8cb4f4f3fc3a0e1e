"""What a plan lacks, by criteria that GAO and the law have laid down."""
